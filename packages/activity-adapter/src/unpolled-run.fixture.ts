import type { JsonObject } from "@taskloom/interfaces";
import { onTestFinished } from "vitest";
import { createRunBench, type RunBench } from "./run-bench.fixture.js";

/** Two tasks, one after the other; the run's output is that of the second. */
export const TWO_TASKS: JsonObject = {
  tasks: [
    { id: "a", action: "echo", with: 1, on_success: { next: "b" } },
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

interface Place {
  readonly taskQueue?: string;
  readonly hasWorker?: boolean;
}

async function open({ taskQueue, hasWorker = true }: Place): Promise<RunBench> {
  const bench = await createRunBench({ hasWorker, ...(taskQueue !== undefined && { taskQueue }) });
  onTestFinished(bench.close);
  return bench;
}
