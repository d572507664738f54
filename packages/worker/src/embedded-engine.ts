import { createEmbeddedEngine, openJournal, type EmbeddedEngine } from "@taskloom/embedded";
import type { EngineParts } from "./engine-parts.js";
import { logAttempts } from "./log/logged-attempts.js";
import { logLines } from "./log/logged-lines.js";
import { createReport } from "./log/report.js";
import { countMisses } from "./metrics/counted-misses.js";
import { watchRuns } from "./metrics/watch-runs.js";

/** An engine in this process, on the journal of the configuration. @throws the journal's codes when it cannot be opened */
export async function openEmbeddedEngine(parts: EngineParts): Promise<EmbeddedEngine> {
  const { config, role, logger, taskTypes, path, handlers, store, blobs, metrics } = parts;
  const { concurrency, handlerWaitMs, secrets, journal: kept, limits } = config;
  if (config.tracing !== "off") logger.warn("tracing is for runs on Temporal: this engine sends no traces");
  // The last that can fail: from here on the engine closes it.
  const journal = await openJournal(kept.file, { sync: kept.sync, logLines: limits.logLines });
  return createEmbeddedEngine({
    journal,
    store,
    blobs,
    concurrency,
    handlerWaitMs,
    role,
    taskTypes,
    path,
    handlers,
    secrets,
    wrapAdvance: (advance) => logAttempts(metrics === undefined ? advance : countMisses(advance, metrics), logger),
    ...(metrics !== undefined && { watcher: watchRuns(metrics) }),
    wrapLog: (log) => logLines(log, logger),
    report: createReport(logger),
  });
}
