import { fileURLToPath } from "node:url";
import { Worker } from "@temporalio/worker";
import { createTaskloomArm, type BenchServer } from "./bench-temporal.js";
import type { RawInput } from "./raw-workflows.js";
import type { Shape } from "./shapes.js";

/** One way to do the work of a shape. */
export interface Arm {
  readonly name: "raw" | "raw local" | "strict" | "relaxed";
  /** Starts it; gives the id of the workflow. */
  start(shape: Shape): Promise<string>;
}

export interface Arms {
  readonly arms: readonly Arm[];
  readonly workers: readonly Worker[];
}

const CONCURRENCY = 100;

/** All arms, each with a worker as wide as the others. */
export async function createArms(server: BenchServer): Promise<Arms> {
  const raw = await createRawWorker(server, "bench-raw");
  const handler = { run: (input: unknown): number => Number(input) + 1 };
  const handlers = { get: () => handler, names: () => ["add-one"] };
  const { engine, worker } = await createTaskloomArm(server, "bench-taskloom", handlers);
  const startNew = async (shape: Shape, durability: "strict" | "relaxed"): Promise<string> => {
    const request = { definition: shape.definitions[durability], input: {}, requestId: crypto.randomUUID() };
    return (await engine.start(request)).runId;
  };
  const arms: Arm[] = [
    { name: "raw", start: async (shape) => startRaw(server, shape, false) },
    { name: "raw local", start: async (shape) => startRaw(server, shape, true) },
    { name: "strict", start: async (shape) => startNew(shape, "strict") },
    { name: "relaxed", start: async (shape) => startNew(shape, "relaxed") },
  ];
  return { arms, workers: [raw, worker] };
}

async function createRawWorker({ native: connection }: BenchServer, taskQueue: string): Promise<Worker> {
  return Worker.create({
    connection,
    taskQueue,
    workflowsPath: fileURLToPath(new URL("./raw-workflows.ts", import.meta.url)),
    activities: { addOne: async (value: number) => value + 1 },
    maxConcurrentActivityTaskExecutions: CONCURRENCY,
    maxConcurrentLocalActivityExecutions: CONCURRENCY,
  });
}

async function startRaw({ client }: BenchServer, { raw, tasks }: Shape, isLocal: boolean): Promise<string> {
  const input: RawInput = { tasks, isLocal };
  const workflowId = crypto.randomUUID();
  await client.workflow.start(raw, { taskQueue: "bench-raw", workflowId, args: [input] });
  return workflowId;
}
