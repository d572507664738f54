import { setTimeout as sleep } from "node:timers/promises";
import { createAdvance, createDefinitions, orchestratorPath, type Advance } from "@taskloom/advance";
import { createOrchestratorFactory } from "@taskloom/factory";
import type {
  BlobStore,
  Clock,
  CompiledDefinition,
  Engine,
  Handlers,
  Limits,
  TaskLog,
  TaskStore,
} from "@taskloom/interfaces";
import { taskType as aggregate } from "@taskloom/orchestrator-aggregate";
import { taskType as basic } from "@taskloom/orchestrator-basic";
import { taskType as collection } from "@taskloom/orchestrator-collection";
import { taskType as composite } from "@taskloom/orchestrator-composite";
import { taskType as parallel } from "@taskloom/orchestrator-parallel";
import { taskType as router } from "@taskloom/orchestrator-router";
import { taskType as signal } from "@taskloom/orchestrator-signal";
import { taskType as wait } from "@taskloom/orchestrator-wait";
import { createIdSource, describeNote } from "@taskloom/runs";
import {
  createMemoryBlobs,
  createMemoryLog,
  createMemoryStore,
  loadDefinition,
  type TaskTypeDefinition,
} from "@taskloom/shared";
import { Client, Connection } from "@temporalio/client";
import type { WorkerDeploymentVersion } from "@temporalio/common";
import { NativeConnection, Runtime, DefaultLogger, type Worker } from "@temporalio/worker";
import { onTestFinished } from "vitest";
import { createDefinitionStore } from "./definition-store.js";
import { CHANNEL_ARGS } from "./engine/channel-args.js";
import type { EngineSetting } from "./engine/engine-setting.js";
import { createServedDefinitions } from "./engine/served-definitions.js";
import { createSignalSender } from "./engine/signal-sender.js";
import { createTemporalEngine } from "./engine/temporal-engine.js";
import { replayRuns } from "./replay-runs.fixture.js";
import { createTaskloomWorker } from "./worker/create-taskloom-worker.js";
import type { WorkflowBundle } from "./worker/workflow-bundle.js";
import { bundleSources } from "./workflow-bundle.fixture.js";
import type { Observation } from "./workflow/observations.js";
import type { RunOptions } from "./workflow/protocol.js";

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

Runtime.install({ logger: new DefaultLogger("ERROR") });

/** What a test changes of the usual engine. */
export interface TestEngineOptions {
  readonly taskQueue?: string;
  readonly store?: TaskStore;
  readonly blobs?: BlobStore;
  readonly log?: TaskLog;
  /** The workflow's code as the worker has it. Default: that of the sources. */
  readonly workerBundle?: WorkflowBundle;
  readonly maxCachedWorkflows?: number;
  readonly runOptions?: Partial<RunOptions>;
  readonly wrapAdvance?: (advance: Advance) => Advance;
  /** False: nobody runs the runs. */
  readonly hasWorker?: boolean;
  readonly graceMs?: number;
  /** Calls at once. */
  readonly concurrency?: number;
  /** How long blobs of ended runs are kept, in milliseconds. */
  readonly retentionMs?: number;
  /** Told of calls that the store made impossible. */
  readonly onStoreMiss?: () => void;
  /** What calls take for the time. */
  readonly clock?: Clock;
  /** The version of the worker. */
  readonly deployment?: WorkerDeploymentVersion;
}

/** An engine with a worker of its own, on a queue of its own. */
export interface TestEngine {
  readonly engine: Engine;
  readonly setting: EngineSetting;
  readonly worker: Worker | undefined;
  readonly serve: (definitions: readonly CompiledDefinition[]) => Promise<void>;
  /** Resolves when the server's visibility shows the run. */
  readonly reachable: (run: string) => Promise<void>;
  /** Ends what is left of its runs, too. @throws when the history of one is not repeated by the workflow code */
  readonly close: () => Promise<void>;
}

let queues = 0;

/** Between two looks at what the server's visibility shows. */
const VISIBLE_AGAIN_MS = 20;

const ADDRESS = process.env["TEMPORAL_ADDRESS"] ?? "";

export async function createTestEngine(handlers: Handlers, options: TestEngineOptions = {}): Promise<TestEngine> {
  const { clock = { now: (): number => Date.now() } } = options;
  const {
    store = createMemoryStore({ clock }),
    blobs = createMemoryBlobs({ clock }),
    log = createMemoryLog(),
  } = options;
  const taskQueue = options.taskQueue ?? `test-${process.pid}-${(queues += 1)}`;
  const known = createDefinitions(taskTypes);
  const served = createServedDefinitions();
  const definitions = createDefinitionStore({ definitions: known, served, store, blobs });
  const bundle = await bundleSources();
  const connection = await Connection.connect({ address: ADDRESS, channelArgs: CHANNEL_ARGS });
  const client = new Client({ connection });
  const ids = createIdSource(clock);
  const setting: EngineSetting = {
    client,
    taskQueue,
    listQueue: taskQueue,
    definitions,
    served,
    store,
    blobs,
    log,
    ids,
    bundle,
    now: () => clock.now(),
    runOptions: { handlerWaitMs: 600_000, searchAttributes: true, ...options.runOptions },
  };
  const signals = createSignalSender(setting, (message, error) => console.error(message, error));
  const timers = {
    start: (ms: number, callback: () => void): (() => void) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
  };
  const path = orchestratorPath(createOrchestratorFactory(taskTypes));
  const secrets = { get: (name: string): string => `value of ${name}` };
  const ports = { path, definitions: known, handlers, store, blobs, signals, secrets, log, clock, timers, ids };
  const made = createAdvance(ports);
  const advance = options.wrapAdvance?.(made) ?? made;
  const engine = createTemporalEngine(setting, signals);
  const native = await NativeConnection.connect({ address: ADDRESS });
  const worker =
    options.hasWorker === false
      ? undefined
      : await createTaskloomWorker({
          connection: native,
          namespace: "default",
          taskQueue,
          bundle: options.workerBundle ?? bundle,
          advance,
          definitions,
          log,
          store,
          blobs,
          client,
          now: () => clock.now(),
          onObserved: (observation) => void noteObserved(log, observation),
          graceMs: options.graceMs ?? 200,
          ...(options.maxCachedWorkflows !== undefined && { maxCachedWorkflows: options.maxCachedWorkflows }),
          ...(options.concurrency !== undefined && { concurrency: options.concurrency }),
          ...(options.retentionMs !== undefined && { retentionMs: options.retentionMs }),
          ...(options.onStoreMiss !== undefined && { onStoreMiss: options.onStoreMiss }),
          ...(options.deployment !== undefined && { deployment: options.deployment }),
        });
  const running = worker?.run();
  return {
    engine,
    setting,
    worker,
    serve: async (given) => served.serve(given),
    reachable: async (run) => {
      const query = `WorkflowId = '${run}' AND ExecutionStatus = 'Running'`;
      while ((await client.workflow.count(query)).count === 0) await sleep(VISIBLE_AGAIN_MS);
    },
    close: async () => {
      const query = `TaskQueue = '${taskQueue}' AND ExecutionStatus = 'Running'`;
      for await (const { workflowId } of client.workflow.list({ query })) {
        await client.workflow
          .getHandle(workflowId)
          .terminate()
          .catch(() => undefined);
      }
      await engine.close();
      if (worker?.getState() === "RUNNING") worker.shutdown();
      await running;
      await native.close();
      try {
        await replayRuns(client, taskQueue, bundle);
      } finally {
        await connection.close();
      }
    },
  };
}

/** As `createTestEngine`, closed when the test has ended. */
export async function openTestEngine(handlers: Handlers, options: TestEngineOptions = {}): Promise<TestEngine> {
  const made = await createTestEngine(handlers, options);
  onTestFinished(made.close);
  return made;
}

/** What a run's log says besides its handlers' own lines. */
async function noteObserved(log: TaskLog, observation: Observation): Promise<void> {
  if (observation.kind !== "notable") return;
  const note = describeNote(observation.change, observation.event);
  if (note !== undefined) await log.append(observation.runId, [{ at: Date.now(), ...note }]);
}

/** A definition that must be right. */
export function compile(value: Readonly<Record<string, unknown>>, limits: Partial<Limits> = {}): CompiledDefinition {
  const { compiled, diagnostics } = loadDefinition({ value: { id: "test", ...value } }, { taskTypes, limits });
  if (compiled === undefined) throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n"));
  return compiled;
}

export { awaitEnd, runToEnd } from "@taskloom/contracts";
