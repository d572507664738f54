import { orchestratorPath } from "@taskloom/advance";
import { createOrchestratorFactory } from "@taskloom/factory";
import type { CompiledDefinition, Handler, HandlerContext, JsonValue, Limits } from "@taskloom/interfaces";
import { taskType as aggregate } from "@taskloom/orchestrator-aggregate";
import { taskType as basic } from "@taskloom/orchestrator-basic";
import { taskType as collection } from "@taskloom/orchestrator-collection";
import { taskType as composite } from "@taskloom/orchestrator-composite";
import { taskType as parallel } from "@taskloom/orchestrator-parallel";
import { taskType as router } from "@taskloom/orchestrator-router";
import { taskType as signal } from "@taskloom/orchestrator-signal";
import { taskType as wait } from "@taskloom/orchestrator-wait";
import { createMemoryBlobs, createMemoryStore, loadDefinition } from "@taskloom/shared";
import type { TaskTypeDefinition } from "@taskloom/shared";
import { createEmbeddedEngine } from "./create-embedded-engine.js";
import type { EmbeddedEngine, EmbeddedEngineOptions } from "./embedded-engine.js";
import { createMemoryJournal } from "./journal/memory-journal.js";

const taskTypes: readonly TaskTypeDefinition[] = [
  basic,
  wait,
  signal,
  router,
  parallel,
  collection,
  composite,
  aggregate,
];

export type HandlerMap = Readonly<Record<string, (input: JsonValue, context: HandlerContext) => unknown>>;

/** An engine on a memory journal with these handlers. */
export function createTestEngine(handlers: HandlerMap, options: Partial<EmbeddedEngineOptions> = {}): EmbeddedEngine {
  const clock = { now: () => Date.now() };
  const known = new Map<string, Handler>(Object.entries(handlers).map(([name, run]) => [name, { run }]));
  return createEmbeddedEngine({
    taskTypes,
    path: orchestratorPath(createOrchestratorFactory(taskTypes)),
    handlers: { get: (name) => known.get(name), names: () => [...known.keys()] },
    journal: createMemoryJournal(),
    store: createMemoryStore({ clock }),
    blobs: createMemoryBlobs({ clock }),
    secrets: { get: (name) => `value of ${name}` },
    report: (message, error) => console.error(message, error),
    ...options,
  });
}

/** For `expect.poll`: the machine may be busy. */
export const patiently = { timeout: 20_000 };

/** A definition that must be right. */
export function compile(value: Readonly<Record<string, unknown>>, limits: Partial<Limits> = {}): CompiledDefinition {
  const { compiled, diagnostics } = loadDefinition({ value: { id: "test", ...value } }, { taskTypes, limits });
  if (compiled === undefined) throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n"));
  return compiled;
}

export { awaitEnd, runToEnd } from "@taskloom/contracts";
