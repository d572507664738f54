import "reflect-metadata";
import { orchestratorPath } from "@taskloom/advance";
import type { EmbeddedEngine } from "@taskloom/embedded";
import { ORCHESTRATOR_FACTORY, registerOrchestratorFactory } from "@taskloom/factory/tsyringe";
import type { BlobStore, Handlers, TaskStore } from "@taskloom/interfaces";
import { createMemoryStore, type TaskTypeDefinition } from "@taskloom/shared";
import type { Logger } from "pino";
import { container as root, instanceCachingFactory, type DependencyContainer, type InjectionToken } from "tsyringe";
import type { ClosingList } from "./closing-list.js";
import type { ResolvedConfig } from "./config/resolved-config.js";
import { createBlobs } from "./create-blobs.js";
import { openEmbeddedEngine } from "./embedded-engine.js";
import type { EngineParts } from "./engine-parts.js";
import { createCoreHandlers } from "./handlers/core-handlers.js";
import { createHandlers } from "./handlers/handler-map.js";
import { createLogger } from "./log/logger.js";
import { countAttempts } from "./metrics/counted-handlers.js";
import { startMonitoring, type Monitoring } from "./metrics/monitoring.js";
import { openRedisStores, type SharedStores } from "./redis-stores.js";
import type { RuntimeParts } from "./runtime-parts.js";
import { findPasswords } from "./secrets/mask-credentials.js";
import { findTemporalSecrets } from "./secrets/temporal-secrets.js";
import { systemClock } from "./system-clock.js";
import { defaultTaskTypes } from "./task-types.js";
import type { TemporalEngine } from "./temporal/temporal-engine.js";
import { token } from "./token.js";

export const LOGGER: InjectionToken<Logger> = token("Logger");
export const TASK_TYPES: InjectionToken<readonly TaskTypeDefinition[]> = token("TaskTypes");
export const HANDLERS: InjectionToken<Handlers> = token("Handlers");
export const EMBEDDED_ENGINE: InjectionToken<Promise<EmbeddedEngine>> = token("EmbeddedEngine");
export const TEMPORAL_ENGINE: InjectionToken<Promise<TemporalEngine>> = token("TemporalEngine");

/** Undefined where nobody asks for metrics. */
export const MONITORING: InjectionToken<Promise<Monitoring | undefined>> = token("Monitoring");

const REDIS: InjectionToken<Promise<SharedStores | undefined>> = token("Redis");
const STORE: InjectionToken<Promise<TaskStore>> = token("TaskStore");
const BLOBS: InjectionToken<Promise<BlobStore>> = token("BlobStore");
const ENGINE_PARTS: InjectionToken<Promise<EngineParts>> = token("EngineParts");

const DEFAULT_GRACE_MS = 10_000;

/** Knows how each part is made, and makes each when it is first asked for, once. */
export function createRuntimeContainer(
  config: ResolvedConfig,
  parts: RuntimeParts,
  closing: ClosingList,
): DependencyContainer {
  const container = root.createChildContainer();
  const taskTypes = [...defaultTaskTypes, ...config.taskTypes, ...(parts.taskTypes ?? [])];
  registerOrchestratorFactory(container, taskTypes);
  provide(container, TASK_TYPES, () => taskTypes);
  provide(container, LOGGER, () => makeLogger(config, parts));
  provide(container, HANDLERS, () => createHandlers(createCoreHandlers(config), parts.handlers));
  provideStores(container, config, closing);
  provide(container, MONITORING, async (made) => {
    // Two processes cannot share a port, and only a worker lives long enough to be asked.
    const { metrics } = parts.role === "work" ? config : {};
    return metrics && startMonitoring(metrics, made.resolve(LOGGER), closing);
  });
  provide(container, ENGINE_PARTS, async (made) => gatherParts(made, config, parts, closing));
  provide(container, EMBEDDED_ENGINE, async (made) => openEmbeddedEngine(await made.resolve(ENGINE_PARTS)));
  provide(container, TEMPORAL_ENGINE, async (made) => {
    // Temporal's client is not loaded where nobody uses it.
    const { openTemporalEngine } = await import("./temporal/open-temporal-engine.js");
    return openTemporalEngine(await made.resolve(ENGINE_PARTS), await made.resolve(REDIS));
  });
  return container;
}

function provide<T>(
  container: DependencyContainer,
  name: InjectionToken<T>,
  make: (made: DependencyContainer) => T,
): void {
  container.register(name, { useFactory: instanceCachingFactory(make) });
}

function provideStores(container: DependencyContainer, config: ResolvedConfig, closing: ClosingList): void {
  provide(container, REDIS, async () => openRedisStores(config.store, config.limits.logLines, closing));
  provide(container, STORE, async (made) => {
    return (await made.resolve(REDIS))?.store ?? createMemoryStore({ clock: systemClock });
  });
  provide(container, BLOBS, async (made) => createBlobs(config, systemClock, await made.resolve(REDIS)));
}

function makeLogger({ log, secrets, store, temporal }: ResolvedConfig, { writeLog }: RuntimeParts): Logger {
  const hidden = [...secrets.values(), ...findPasswords(store), ...findTemporalSecrets(temporal)];
  return createLogger({ ...log, secrets: hidden, write: writeLog ?? ((line) => void process.stderr.write(line)) });
}

async function gatherParts(
  made: DependencyContainer,
  config: ResolvedConfig,
  { role = "run", graceMs = DEFAULT_GRACE_MS }: RuntimeParts,
  closing: ClosingList,
): Promise<EngineParts> {
  const metrics = (await made.resolve(MONITORING))?.metrics;
  const handlers = made.resolve(HANDLERS);
  const [store, blobs] = [await made.resolve(STORE), await made.resolve(BLOBS)];
  closing.add(async () => store.close());
  closing.add(async () => blobs.close());
  return {
    config,
    role,
    graceMs,
    taskTypes: made.resolve(TASK_TYPES),
    path: orchestratorPath(made.resolve(ORCHESTRATOR_FACTORY)),
    handlers: metrics === undefined ? handlers : countAttempts(handlers, metrics),
    store,
    blobs,
    logger: made.resolve(LOGGER),
    metrics,
  };
}
