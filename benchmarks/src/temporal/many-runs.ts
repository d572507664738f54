import { createCollection, createSequence } from "../embedded/bench-engine.js";
import type { Arm } from "./arms.js";
import type { BenchServer } from "./bench-temporal.js";
import { createShape } from "./shapes.js";

const RUNS = 200;
const TASKS = 5;

const FIVE_TASKS = createShape("five tasks", TASKS, "sequence", createSequence);

/** Tasks a second while 200 runs of five tasks are under way at once. */
export async function measureRunsAtOnce(server: BenchServer, arm: Arm): Promise<number> {
  const began = performance.now();
  await finishRuns(server, arm, RUNS);
  return (RUNS * TASKS * 1_000) / (performance.now() - began);
}

/** Memory of the process that client and workers share, in MiB, after so many further runs have ended. */
export async function measureMemory(server: BenchServer, arm: Arm, runs: number): Promise<number> {
  for (let done = 0; done < runs; done += RUNS) await finishRuns(server, arm, RUNS);
  globalThis.gc?.();
  return process.memoryUsage().rss / 1024 / 1024;
}

/** Milliseconds an item of a strict collection of so many. */
export async function measureCollection(server: BenchServer, arm: Arm, items: number): Promise<number> {
  const shape = createShape("collection", items, "fanOut", createCollection);
  const began = performance.now();
  await server.client.workflow.getHandle(await arm.start(shape)).result();
  return (performance.now() - began) / items;
}

async function finishRuns(server: BenchServer, arm: Arm, runs: number): Promise<void> {
  const finishOne = async (): Promise<unknown> =>
    server.client.workflow.getHandle(await arm.start(FIVE_TASKS)).result();
  await Promise.all(Array.from({ length: runs }, finishOne));
}
