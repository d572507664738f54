import {
  builtBundle,
  CHANNEL_ARGS,
  createDefinitionStore,
  createServedDefinitions,
  createSignalSender,
  createTaskloomWorker,
  createTemporalEngine,
  type EngineSetting,
} from "@taskloom/activity-adapter";
import { createAdvance, createDefinitions, orchestratorPath } from "@taskloom/advance";
import { createOrchestratorFactory } from "@taskloom/factory";
import type { Engine, Handlers, Timers } from "@taskloom/interfaces";
import { createIdSource } from "@taskloom/runs";
import { createMemoryBlobs, createMemoryLog, createMemoryStore } from "@taskloom/shared";
import { defaultTaskTypes } from "@taskloom/worker";
import { Client, Connection } from "@temporalio/client";
import { DefaultLogger, NativeConnection, Runtime, type Worker } from "@temporalio/worker";

/** Connections to the server under test. */
export interface BenchServer {
  readonly client: Client;
  readonly native: NativeConnection;
  readonly close: () => Promise<void>;
}

export async function connectServer(address: string): Promise<BenchServer> {
  Runtime.install({ logger: new DefaultLogger("ERROR") });
  const connection = await Connection.connect({ address, channelArgs: { ...CHANNEL_ARGS } });
  const native = await NativeConnection.connect({ address });
  const close = async (): Promise<void> => {
    await native.close();
    await connection.close();
  };
  return { client: new Client({ connection }), native, close };
}

export interface TaskloomArm {
  readonly engine: Engine;
  readonly worker: Worker;
}

const timers: Timers = {
  start: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

/** Taskloom's engine and a worker, whose stores are this process's memory. */
export async function createTaskloomArm(
  { client, native: connection }: BenchServer,
  taskQueue: string,
  handlers: Handlers,
): Promise<TaskloomArm> {
  const clock = { now: (): number => Date.now() };
  const stores = { store: createMemoryStore({ clock }), blobs: createMemoryBlobs({ clock }), log: createMemoryLog() };
  const known = createDefinitions(defaultTaskTypes);
  const served = createServedDefinitions();
  const definitions = createDefinitionStore({ definitions: known, served, ...stores });
  const common = { client, taskQueue, definitions, ...stores, now: clock.now, bundle: builtBundle };
  const ids = createIdSource(clock);
  const setting: EngineSetting = { ...common, served, ids, runOptions: { handlerWaitMs: 600_000 } };
  const signals = createSignalSender(setting, (message, error) => console.error(message, error));
  const advance = createAdvance({
    path: orchestratorPath(createOrchestratorFactory(defaultTaskTypes)),
    definitions: known,
    handlers,
    ...stores,
    clock,
    ids,
    signals,
    secrets: { get: (name) => name },
    timers,
  });
  const worker = await createTaskloomWorker({ ...common, connection, namespace: "default", advance, graceMs: 0 });
  return { engine: createTemporalEngine(setting, signals), worker };
}
