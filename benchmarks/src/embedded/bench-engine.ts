import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { orchestratorPath } from "@taskloom/advance";
import {
  createEmbeddedEngine,
  createMemoryJournal,
  openFileJournal,
  type EmbeddedEngine,
  type JournalStore,
} from "@taskloom/embedded";
import { createOrchestratorFactory } from "@taskloom/factory";
import type { CompiledDefinition, Handlers } from "@taskloom/interfaces";
import { createMemoryBlobs, createMemoryStore, loadDefinition } from "@taskloom/shared";
import { defaultTaskTypes } from "@taskloom/worker";

/** Where an engine under test keeps its runs. */
export type JournalKind = "memory" | "file" | "file with fsync";

/** An engine with one handler, `add-one`, that counts its calls. */
export interface BenchEngine {
  readonly engine: EmbeddedEngine;
  readonly count: () => number;
  close(): Promise<void>;
}

export async function createBenchEngine(kind: JournalKind): Promise<BenchEngine> {
  let calls = 0;
  const handler = {
    run: (input: unknown): number => {
      calls += 1;
      return Number(input) + 1;
    },
  };
  const handlers: Handlers = { get: () => handler, names: () => ["add-one"] };
  const folder = mkdtempSync(join(tmpdir(), "taskloom-bench-"));
  const clock = { now: (): number => Date.now() };
  const engine = createEmbeddedEngine({
    taskTypes: defaultTaskTypes,
    path: orchestratorPath(createOrchestratorFactory(defaultTaskTypes)),
    handlers,
    journal: await openJournalOf(kind, folder),
    store: createMemoryStore({ clock }),
    blobs: createMemoryBlobs({ clock }),
    secrets: { get: (name) => name },
  });
  return {
    engine,
    count: () => calls,
    close: async () => {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openJournalOf(kind: JournalKind, folder: string): Promise<JournalStore> {
  if (kind === "memory") return createMemoryJournal();
  return openFileJournal(join(folder, "journal.db"), { sync: kind === "file with fsync" ? "full" : "normal" });
}

/** A definition that must be right. */
export function compile(value: Readonly<Record<string, unknown>>): CompiledDefinition {
  const { compiled, diagnostics } = loadDefinition({ value }, { taskTypes: defaultTaskTypes });
  if (compiled === undefined) throw new Error(JSON.stringify(diagnostics));
  return compiled;
}

/** A sequence of tasks, each of which adds one to what the one before gave. */
export function createSequence(tasks: number, durability: "strict" | "relaxed"): CompiledDefinition {
  const steps = Array.from({ length: tasks }, (_, index) => ({
    id: `t${index}`,
    action: "add-one",
    with: index === 0 ? 0 : `{{ tasks.t${index - 1}.output }}`,
    ...(index + 1 < tasks ? { on_success: { next: `t${index + 1}` } } : {}),
  }));
  const outputs = { last: `{{ tasks.t${tasks - 1}.output }}` };
  return compile({ id: `sequence-${durability}`, defaults: { durability }, tasks: steps, outputs });
}

/** A collection of so many items. */
export function createCollection(items: number, durability: "strict" | "relaxed" = "strict"): CompiledDefinition {
  const task = { action: "add-one", with: "{{ item }}" };
  const tasks = [{ id: "c", type: "collection", items: `1..${items}`, task }];
  return compile({ id: `collection-${durability}`, defaults: { durability }, tasks });
}

let requests = 0;

/** Starts so many runs at once and waits until all have ended; milliseconds. */
export async function timeRuns({ engine }: BenchEngine, definition: CompiledDefinition, runs: number): Promise<number> {
  const began = performance.now();
  const started = await Promise.all(
    Array.from({ length: runs }, async () => engine.start({ definition, input: {}, requestId: `r${(requests += 1)}` })),
  );
  await Promise.all(started.map(async ({ runId }) => engine.ended(runId)));
  return performance.now() - began;
}
