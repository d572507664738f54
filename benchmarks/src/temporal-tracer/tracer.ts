/**
 * Runs a sequence of basic tasks on a Temporal server, through `advance` as the one activity and the bundled
 * interpreter, and prints what it cost. `npm run tracer --workspace benchmarks -- [tasks]`; the server is that of
 * TEMPORAL_ADDRESS (default 127.0.0.1:7233).
 */
import { fileURLToPath } from "node:url";
import { createAdvance, createDefinitions, orchestratorPath } from "@taskloom/advance";
import { createOrchestratorFactory } from "@taskloom/factory";
import type { AdvanceHost, AdvanceRequest, AdvanceResult, CompiledDefinition } from "@taskloom/interfaces";
import { createMemoryBlobs, createMemoryLog, createMemoryStore, loadDefinition } from "@taskloom/shared";
import { defaultTaskTypes } from "@taskloom/worker";
import { Context } from "@temporalio/activity";
import { Client, Connection } from "@temporalio/client";
import { NativeConnection, Worker } from "@temporalio/worker";
import type { TracerInput } from "./workflow.js";

const TASK_QUEUE = "taskloom-tracer";
const ADDRESS = process.env["TEMPORAL_ADDRESS"] ?? "127.0.0.1:7233";
const TASKS = Number(process.argv[2] ?? 20);

/** A sequence of tasks, each of which adds one to what the one before gave, with a router in the middle. */
function createDefinition(tasks: number): CompiledDefinition {
  const steps = Array.from({ length: tasks }, (_, index) => ({
    id: `t${index}`,
    action: "add-one",
    with: index === 0 ? 0 : `{{ tasks.t${index - 1}.output }}`,
    ...(index + 1 < tasks ? { on_success: { next: index + 1 === middle(tasks) ? "choose" : `t${index + 1}` } } : {}),
  }));
  const router = { id: "choose", type: "router", condition: "'go'", routes: { go: `t${middle(tasks)}` } };
  const value = { id: "tracer", tasks: [...steps, router], outputs: { last: `{{ tasks.t${tasks - 1}.output }}` } };
  const { compiled, diagnostics } = loadDefinition({ value }, { taskTypes: defaultTaskTypes, defaultType: "basic" });
  if (compiled === undefined) throw new Error(JSON.stringify(diagnostics));
  return compiled;
}

function middle(tasks: number): number {
  return Math.floor(tasks / 2);
}

function createActivity(definition: CompiledDefinition): (request: AdvanceRequest) => Promise<AdvanceResult> {
  const definitions = createDefinitions(defaultTaskTypes);
  definitions.add(definition);
  const clock = { now: () => Date.now() };
  const handler = { run: (input: unknown) => Number(input) + 1 };
  const advance = createAdvance({
    path: orchestratorPath(createOrchestratorFactory(defaultTaskTypes)),
    definitions,
    handlers: { get: () => handler, names: () => ["add-one"] },
    store: createMemoryStore({ clock }),
    blobs: createMemoryBlobs({ clock }),
    log: createMemoryLog(),
    secrets: { get: (name) => name },
    signals: { send: async () => ({ delivered: 0, started: 0 }) },
    clock,
    timers: {
      start: (ms, callback) => {
        const timer = setTimeout(callback, ms);
        return () => clearTimeout(timer);
      },
    },
    ids: { next: () => "" },
  });
  return async (request) => advance(request, createHost());
}

function createHost(): AdvanceHost {
  const { cancellationSignal, info } = Context.current();
  return {
    signal: cancellationSignal,
    attempt: info.attempt,
    isWanted: () => !cancellationSignal.aborted,
    attemptMemo: null,
    limits: { fuse: true, relaxed: false, maxSteps: 100, maxDurationMs: 2_000 },
    heartbeat: () => undefined,
  };
}

async function main(): Promise<void> {
  const definition = createDefinition(TASKS);
  const connection = await NativeConnection.connect({ address: ADDRESS });
  const worker = await Worker.create({
    connection,
    taskQueue: TASK_QUEUE,
    workflowsPath: fileURLToPath(new URL("./workflow.ts", import.meta.url)),
    activities: { default: createActivity(definition) },
  });
  const client = new Client({ connection: await Connection.connect({ address: ADDRESS }) });
  const { plan, hash, id } = definition;
  const runId = `tracer-${process.pid}`;
  const input: TracerInput = { plan, start: { runId, workflow: id, hash, input: { value: null }, labels: {} } };
  await worker.runUntil(async () => {
    const began = performance.now();
    const handle = await client.workflow.start(id, { taskQueue: TASK_QUEUE, workflowId: runId, args: [input] });
    const output: unknown = await handle.result();
    const elapsed = performance.now() - began;
    const { events } = await handle.fetchHistory();
    const activities = events?.filter((event) => Boolean(event.activityTaskScheduledEventAttributes)).length ?? 0;
    const perTask = (elapsed / TASKS).toFixed(1);
    console.log(JSON.stringify({ tasks: TASKS, output, activities, events: events?.length, ms_per_task: perTask }));
  });
  await connection.close();
}

await main();
