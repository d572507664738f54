import type { JsonObject } from "@taskloom/interfaces";
import { expect, onTestFinished } from "vitest";
import { createRunBench, type RunBench } from "./run-bench.fixture.js";

/** Two tasks, one after the other; the run's output is that of the second. */
export const TWO_TASKS: JsonObject = {
  tasks: [
    { id: "a", action: "echo", with: 1, on_success: { next: "b" } },
    { id: "b", action: "echo", with: 2 },
  ],
};

/** A wait for the signal `go`, and a task. */
export const WAIT_AND_TASK: JsonObject = {
  tasks: [
    { id: "w", type: "wait", wait_for: "go", on_success: { next: "b" } },
    { id: "b", action: "echo", with: 2 },
  ],
};

export interface UnpolledRun {
  readonly run: string;
  /** The engine of those who ask. */
  readonly bench: RunBench;
  /** Starts a worker on the run's queue. */
  readonly work: () => Promise<RunBench>;
}

/** A run whose task queue nobody has polled yet. */
export async function startUnpolled(definition: JsonObject): Promise<UnpolledRun> {
  const bench = await open({ hasWorker: false });
  return { bench, run: await bench.start(definition), work: async () => open(bench.setting) };
}

/** A run whose worker has gone when it waits at a path. The server still takes that for one that polls. */
export async function startAbandoned(definition: JsonObject, path: string): Promise<UnpolledRun> {
  const bench = await open({});
  const run = await bench.start(definition);
  await bench.untilStatus(run, path, "waiting");
  bench.worker?.shutdown();
  await expect.poll(() => bench.worker?.getState(), { timeout: 20_000 }).toBe("STOPPED");
  return { bench, run, work: async () => open(bench.setting) };
}

interface Place {
  readonly taskQueue?: string;
  readonly hasWorker?: boolean;
}

async function open({ taskQueue, hasWorker = true }: Place): Promise<RunBench> {
  const bench = await createRunBench({ hasWorker, ...(taskQueue !== undefined && { taskQueue }) });
  onTestFinished(bench.close);
  return bench;
}
