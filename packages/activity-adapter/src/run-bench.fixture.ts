import type { JsonObject, JsonValue, MutationRequest, RunDocument, TaskStatus } from "@taskloom/interfaces";
import type { WorkflowHandle } from "@temporalio/client";
import { vi } from "vitest";
import { awaitEnd, compile, createTestEngine, type TestEngine, type TestEngineOptions } from "./engine.fixture.js";
import { readClose } from "./engine/execution-close.js";
import { findRun } from "./engine/run-execution.js";
import { createChangingHandlers, type ChangingHandlers } from "./changing-handlers.fixture.js";

/** An engine with handlers that can come and go, and what tests do with runs. */
export interface RunBench extends TestEngine {
  readonly handlers: ChangingHandlers;
  start(definition: JsonObject, input?: JsonValue): Promise<string>;
  /** Waits until the run's document fits. */
  until(run: string, fits: (document: RunDocument) => boolean): Promise<RunDocument>;
  untilStatus(run: string, path: string, status: TaskStatus): Promise<RunDocument>;
  /** Waits until something is found in the newest execution's history, and gives it. */
  untilHistory<T>(run: string, find: (events: readonly HistoryEvent[]) => T | undefined): Promise<T>;
  /** Waits for the end of the run, and gives its document. */
  awaitEnd(run: string): Promise<RunDocument>;
  /** Where runs continue as new: waits until this one has, so often. */
  untilContinued(run: string, times?: number): Promise<void>;
  /** The run's executions, the first one first: each but the last continued as new. */
  listExecutions(run: string): Promise<readonly string[]>;
}

type HistoryEvent = NonNullable<Awaited<ReturnType<WorkflowHandle["fetchHistory"]>>["events"]>[number];

const PATIENCE = { timeout: 60_000, interval: 50 };

export async function createRunBench(options: TestEngineOptions = {}): Promise<RunBench> {
  const handlers = createChangingHandlers();
  const made = await createTestEngine(handlers, options);
  const { engine } = made;
  const until: RunBench["until"] = async (run, fits) =>
    vi.waitUntil(async () => {
      const document = await engine.get(run, { detailed: true });
      return fits(document) ? document : undefined;
    }, PATIENCE);
  return {
    ...made,
    handlers,
    until,
    start: async (definition, input = {}) =>
      (await engine.start({ definition: compile(definition), input, ...createRequest() })).runId,
    untilStatus: async (run, path, status) => until(run, (document) => statusOf(document, path) === status),
    untilHistory: async (run, find) => {
      const handle = made.setting.client.workflow.getHandle(run);
      const found = await vi.waitUntil(async () => {
        const value = find((await handle.fetchHistory()).events ?? []);
        return value === undefined ? undefined : { value };
      }, PATIENCE);
      return found.value;
    },
    awaitEnd: async (run) => awaitEnd(engine, run),
    untilContinued: async (run, times = 1) => {
      if (options.runOptions?.continueAfterEvents === undefined) return;
      await vi.waitUntil(async () => (await listExecutions(made, run)).length > times, PATIENCE);
    },
    listExecutions: async (run) => listExecutions(made, run),
  };
}

async function listExecutions({ setting }: TestEngine, run: string): Promise<readonly string[]> {
  const executions: string[] = [];
  let next: string | undefined = (await findRun(setting, run)).firstExecution;
  while (next !== undefined) {
    executions.push(next);
    const close = await readClose(setting, run, next);
    next = close?.kind === "continued" ? close.next : undefined;
  }
  return executions;
}

function statusOf({ tasks }: RunDocument, path: string): TaskStatus | undefined {
  return tasks.find((task) => task.path === path)?.status;
}

/** A request that has not been made before. */
export function createRequest(): MutationRequest {
  return { requestId: crypto.randomUUID() };
}
