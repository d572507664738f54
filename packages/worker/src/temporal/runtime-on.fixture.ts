import { randomUUID } from "node:crypto";
import type { CompiledDefinition, JsonObject } from "@taskloom/interfaces";
import { loadDefinition } from "@taskloom/shared";
import { onTestFinished } from "vitest";
import { temporalAddress } from "../../../../scripts/temporal/server-address.fixture.js";
import { createInput } from "../config/config-input.fixture.js";
import type { ConfigInput } from "../config/config-input.js";
import { resolveConfig } from "../config/resolve-config.js";
import { createRuntime, type Runtime } from "../runtime.js";
import type { RuntimeParts } from "../runtime-parts.js";

export interface OpenedRuntime {
  readonly runtime: Runtime;
  /** Of its log. */
  readonly lines: readonly JsonObject[];
}

export type Flags = NonNullable<ConfigInput["flags"]>;

/** Where a test's runs are, of either engine: a journal in memory, or a task queue of its own. */
export function flagsOf(engine: "embedded" | "temporal"): Flags {
  if (engine === "embedded") return { engine, "journal.file": ":memory:" };
  return { engine, "temporal.address": temporalAddress(), "temporal.task_queue": `test-${randomUUID()}` };
}

/** A runtime that is closed with the test. */
export async function openRuntime(flags: Flags, parts: Partial<RuntimeParts> = {}): Promise<OpenedRuntime> {
  const lines: JsonObject[] = [];
  const writeLog = (line: string): void => void lines.push(JSON.parse(line) as JsonObject);
  const config = await resolveConfig(createInput({ flags }));
  const runtime = await createRuntime(config, { handlers: {}, graceMs: 5_000, writeLog, ...parts });
  onTestFinished(async () => runtime.close());
  return { runtime, lines };
}

export function compileTasks({ taskTypes }: Runtime, tasks: readonly JsonObject[]): CompiledDefinition {
  const { compiled, diagnostics } = loadDefinition({ value: { id: "flow", tasks } }, { taskTypes });
  if (compiled === undefined) throw new Error(JSON.stringify(diagnostics));
  return compiled;
}
