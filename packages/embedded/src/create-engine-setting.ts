import { createAdvance, createDefinitions } from "@taskloom/advance";
import type { SignalSender } from "@taskloom/interfaces";
import { createIdSource } from "@taskloom/runs";
import { CallQueue } from "./call-queue.js";
import type { EmbeddedEngineOptions } from "./embedded-engine.js";
import type { EngineSetting } from "./engine-setting.js";
import { createJournalLog } from "./journal-log.js";
import { createRunNews } from "./run-news.js";
import { systemClock as clock, systemTimers as timers } from "./system-clock.js";

const DEFAULT_CONCURRENCY = 100;
const DEFAULT_HANDLER_WAIT_MS = 10 * 60_000;
const MAX_STEPS = 100;
const MAX_DURATION_MS = 2_000;

/** What all runs of the engine share, with the defaults of its options. */
export function createEngineSetting(options: EmbeddedEngineOptions, signals: SignalSender): EngineSetting {
  const { journal, blobs } = options;
  const news = createRunNews();
  const ids = createIdSource(clock);
  const definitions = createDefinitions(options.taskTypes);
  const kept = createJournalLog(journal, news);
  const log = options.wrapLog?.(kept) ?? kept;
  const shared = { definitions, blobs, log, clock, timers, ids };
  const { path, handlers, store, secrets } = options;
  const advance = createAdvance({ ...shared, path, handlers, store, secrets, signals });
  return {
    ...shared,
    journal,
    news,
    advance: options.wrapAdvance?.(advance) ?? advance,
    queue: new CallQueue(options.concurrency ?? DEFAULT_CONCURRENCY),
    limits: { fuse: options.fuse ?? true, maxSteps: MAX_STEPS, maxDurationMs: MAX_DURATION_MS },
    handlerWaitMs: options.handlerWaitMs ?? DEFAULT_HANDLER_WAIT_MS,
    watcher: options.watcher,
    report: options.report ?? ((): void => undefined),
    failures: new Map(),
  };
}
