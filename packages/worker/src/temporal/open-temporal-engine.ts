import {
  builtBundle,
  createDefinitionStore,
  createServedDefinitions,
  createSignalSender,
  createTemporalEngine,
  createTemporalSchedules,
  hasPollers,
  syncSchedules,
  type EngineSetting,
} from "@taskloom/activity-adapter";
import { createDefinitions, type Definitions } from "@taskloom/advance";
import type { Engine, TaskLog } from "@taskloom/interfaces";
import { createIdSource } from "@taskloom/runs";
import { createMemoryLog } from "@taskloom/shared";
import type { Client } from "@temporalio/client";
import { createClosingList, type ClosingList } from "../closing-list.js";
import type { ResolvedConfig } from "../config/resolved-config.js";
import type { EngineParts } from "../engine-parts.js";
import { logLines } from "../log/logged-lines.js";
import { createReport } from "../log/report.js";
import type { SharedStores } from "../redis-stores.js";
import { systemClock } from "../system-clock.js";
import type { Tracing } from "../tracing/tracing.js";
import { connectClient, type ServerClient } from "./connect.js";
import { createCalls, type Calls } from "./create-calls.js";
import type { OwnWorker } from "./own-worker.js";
import { warnOfRisks } from "./redis-warning.js";
import { prepareSearchAttributes } from "./search-attributes.js";
import { startSweeping } from "./start-sweeping.js";
import type { TemporalEngine } from "./temporal-engine.js";

/**
 * An engine on the Temporal server of the configuration. With the role `run` this process works on the task queue at once,
 * with `work` when it serves, with `call` never. Without a Redis that processes share, it keeps a log of its own.
 * @throws SERVER_UNREACHABLE, NAMESPACE_NOT_FOUND, SERVER_REFUSED
 */
export async function openTemporalEngine(parts: EngineParts, redis?: SharedStores): Promise<TemporalEngine> {
  const { config, role, taskTypes, logger } = parts;
  const closing = createClosingList();
  try {
    const { client, tracing } = await openClient(config, closing);
    const definitions = createDefinitions(taskTypes);
    const log = logLines(redis?.log ?? createMemoryLog({ maxLines: config.limits.logLines }), logger);
    const setting = await createSetting(parts, client, definitions, log);
    const signals = createSignalSender(setting, createReport(logger));
    const calls = createCalls({ parts, setting, definitions, signals });
    const engine = createTemporalEngine(setting, signals);
    closing.add(async () => engine.close());
    const worker = role === "call" ? undefined : await createWorker(parts, calls, tracing);
    if (worker !== undefined) closing.add(async () => worker.close());
    if (role === "run") worker?.start();
    const warning = redis && warnOfRisks(parts, redis);
    closing.add(async () => warning);
    const stopSweeping = redis && startSweeping(parts, setting, redis);
    closing.add(async () => stopSweeping?.());
    return assemble({ ...engine, close: async () => closing.closeAll() }, setting, worker);
  } catch (error) {
    await closing.closeAll();
    throw error;
  }
}

interface TracedClient extends Pick<ServerClient, "client"> {
  readonly tracing: Tracing | undefined;
}

async function openClient({ temporal, tracing: wanted }: ResolvedConfig, closing: ClosingList): Promise<TracedClient> {
  // What traces is not loaded where nobody asks for it, as the SDK's native part for those who only ask.
  const tracing = wanted === "otlp" ? (await import("../tracing/tracing.js")).startTracing() : undefined;
  if (tracing !== undefined) closing.add(async () => tracing.close());
  const { client, close } = await connectClient(temporal, tracing?.ofClient);
  closing.add(close);
  return { client, tracing };
}

async function createWorker(parts: EngineParts, calls: Calls, tracing: Tracing | undefined): Promise<OwnWorker> {
  const { createOwnWorker } = await import("./own-worker.js");
  return createOwnWorker(parts, calls, tracing);
}

async function createSetting(
  { config, store, blobs, logger }: EngineParts,
  client: Client,
  known: Definitions,
  log: TaskLog,
): Promise<EngineSetting> {
  const { temporal, handlerWaitMs, sources } = config;
  const served = createServedDefinitions();
  return {
    client,
    taskQueue: temporal.taskQueue,
    ...(sources["temporal.task_queue"].kind !== "default" && { listQueue: temporal.taskQueue }),
    definitions: createDefinitionStore({ definitions: known, served, store, blobs }),
    served,
    store,
    blobs,
    log,
    ids: createIdSource(systemClock),
    now: () => systemClock.now(),
    bundle: builtBundle,
    prepareSdk: async () => (await import("./sdk-log.js")).forwardSdkLog(logger),
    runOptions: {
      handlerWaitMs,
      sharedStore: config.store !== "memory",
      searchAttributes: await prepareSearchAttributes(client, temporal, logger),
    },
  };
}

function assemble(engine: Engine, setting: EngineSetting, worker: OwnWorker | undefined): TemporalEngine {
  return {
    ...engine,
    schedules: createTemporalSchedules(setting),
    failed: worker?.failed ?? new Promise<never>(() => undefined),
    hasPollers: async (run) => hasPollers(setting, run),
    serve: async (definitions) => {
      await syncSchedules(setting, definitions);
      setting.served.serve(definitions);
      worker?.start();
    },
  };
}
