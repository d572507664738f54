import "reflect-metadata";
import { orchestratorPath } from "@taskloom/advance";
import { createEmbeddedEngine, openJournal, type EmbeddedEngine, type JournalStore } from "@taskloom/embedded";
import { ORCHESTRATOR_FACTORY, registerOrchestratorFactory } from "@taskloom/factory/tsyringe";
import type { BlobStore, Clock, Handlers, TaskStore } from "@taskloom/interfaces";
import type { TaskTypeDefinition } from "@taskloom/shared";
import type { Logger } from "pino";
import { container as root, instanceCachingFactory, type DependencyContainer, type InjectionToken } from "tsyringe";
import type { ClosingList } from "./closing-list.js";
import type { ResolvedConfig } from "./config/resolved-config.js";
import { createBlobs } from "./create-blobs.js";
import { createCoreHandlers } from "./handlers/core-handlers.js";
import { createHandlers } from "./handlers/handler-map.js";
import { logAttempts } from "./log/logged-attempts.js";
import { logLines } from "./log/logged-lines.js";
import { createLogger } from "./log/logger.js";
import { createReport } from "./log/report.js";
import { openStore } from "./open-store.js";
import type { RuntimeParts } from "./runtime-parts.js";
import { findPasswords } from "./secrets/mask-credentials.js";
import { defaultTaskTypes } from "./task-types.js";
import { token } from "./token.js";

export const LOGGER: InjectionToken<Logger> = token("Logger");
export const TASK_TYPES: InjectionToken<readonly TaskTypeDefinition[]> = token("TaskTypes");
export const HANDLERS: InjectionToken<Handlers> = token("Handlers");
export const ENGINE: InjectionToken<Promise<EmbeddedEngine>> = token("Engine");

const STORE: InjectionToken<Promise<TaskStore>> = token("TaskStore");
const BLOBS: InjectionToken<BlobStore> = token("BlobStore");
const JOURNAL: InjectionToken<Promise<JournalStore>> = token("JournalStore");

const clock: Clock = { now: () => Date.now() };

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
  provide(container, STORE, async () => openStore(config.store, clock, closing));
  provide(container, BLOBS, () => createBlobs(config, clock));
  provide(container, JOURNAL, async () => makeJournal(config));
  provide(container, ENGINE, async (made) => makeEngine(made, config, parts, closing));
  return container;
}

function provide<T>(
  container: DependencyContainer,
  name: InjectionToken<T>,
  make: (made: DependencyContainer) => T,
): void {
  container.register(name, { useFactory: instanceCachingFactory(make) });
}

function makeLogger({ log, secrets, store }: ResolvedConfig, { writeLog }: RuntimeParts): Logger {
  const hidden = [...secrets.values(), ...findPasswords(store)];
  return createLogger({ ...log, secrets: hidden, write: writeLog ?? ((line) => void process.stderr.write(line)) });
}

async function makeJournal({ journal, limits }: ResolvedConfig): Promise<JournalStore> {
  return openJournal(journal.file, { sync: journal.sync, logLines: limits.logLines });
}

async function makeEngine(
  made: DependencyContainer,
  config: ResolvedConfig,
  { role = "run" }: RuntimeParts,
  closing: ClosingList,
): Promise<EmbeddedEngine> {
  const { concurrency, handlerWaitMs, secrets } = config;
  const logger = made.resolve(LOGGER);
  const path = orchestratorPath(made.resolve(ORCHESTRATOR_FACTORY));
  const handlers = made.resolve(HANDLERS);
  const [taskTypes, blobs, store] = [made.resolve(TASK_TYPES), made.resolve(BLOBS), await made.resolve(STORE)];
  closing.add(async () => store.close());
  closing.add(async () => blobs.close());
  // The last that can fail: from here on the engine closes it.
  const journal = await made.resolve(JOURNAL);
  const stores = { journal, store, blobs };
  const limits = { concurrency, handlerWaitMs, role };
  return createEmbeddedEngine({
    ...stores,
    ...limits,
    taskTypes,
    path,
    handlers,
    secrets,
    wrapAdvance: (advance) => logAttempts(advance, logger),
    wrapLog: (log) => logLines(log, logger),
    report: createReport(logger),
  });
}
