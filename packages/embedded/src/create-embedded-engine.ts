import { createAdvance, createDefinitions } from "@taskloom/advance";
import { isBlob, type Clock, type Timers } from "@taskloom/interfaces";
import { TaskloomError } from "@taskloom/shared";
import { awaitEnd } from "./await-end.js";
import { createCallQueue } from "./call-queue.js";
import type { EmbeddedEngine, EmbeddedEngineOptions } from "./embedded-engine.js";
import type { EngineSetting } from "./engine-setting.js";
import { createIdSource } from "./ids.js";
import type { StoredRun } from "./journal/journal-store.js";
import { createJournalLog } from "./journal-log.js";
import { findServed } from "./listeners.js";
import { createOwnership } from "./ownership.js";
import { keepInput } from "./keep-input.js";
import { createRunCommands, readLabels } from "./run-commands.js";
import { createRunNews } from "./run-news.js";
import { createRunReader } from "./run-reader.js";
import { createRuns } from "./runs.js";
import { createScheduler } from "./scheduler.js";
import { createSignalRouter, type SignalRouter } from "./signal-router.js";
import { createTriggerStarter } from "./trigger-starter.js";
import { createWorkIntake } from "./work-intake.js";

const clock: Clock = { now: () => Date.now() };

const timers: Timers = {
  start: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

const DEFAULT_CONCURRENCY = 100;
const DEFAULT_HANDLER_WAIT_MS = 10 * 60_000;
const DEFAULT_GRACE_MS = 10_000;
const MAX_STEPS = 100;
const MAX_DURATION_MS = 2_000;

/**
 * Makes an engine that runs workflows in this process.
 * @throws JOURNAL_* when the journal cannot be used
 */
export function createEmbeddedEngine(options: EmbeddedEngineOptions): EmbeddedEngine {
  const { journal, store, blobs, secrets, handlers, role = "run" } = options;
  const news = createRunNews();
  const ids = createIdSource(clock);
  const definitions = createDefinitions(options.taskTypes);
  const kept = createJournalLog(journal, news);
  const log = options.wrapLog?.(kept) ?? kept;
  const reader = createRunReader(journal, definitions);
  const report = options.report ?? ((): void => undefined);
  let router: SignalRouter | undefined;
  const advance = createAdvance({
    path: options.path,
    definitions,
    handlers,
    store,
    blobs,
    secrets,
    log,
    clock,
    timers,
    ids,
    signals: { send: async (signal) => requireRouter(router).send(signal) },
  });
  const setting: EngineSetting = {
    advance: options.wrapAdvance?.(advance) ?? advance,
    definitions,
    journal,
    blobs,
    log,
    queue: createCallQueue(options.concurrency ?? DEFAULT_CONCURRENCY),
    clock,
    timers,
    news,
    limits: { fuse: options.fuse ?? true, maxSteps: MAX_STEPS, maxDurationMs: MAX_DURATION_MS },
    handlerWaitMs: options.handlerWaitMs ?? DEFAULT_HANDLER_WAIT_MS,
    report,
    failures: new Map(),
  };
  const ownership = createOwnership(clock);
  const runs = createRuns({ setting, reader, owner: ownership.current });
  const intake = createWorkIntake({ setting, runs, reader, ownership, handlers, isWorker: role === "work" });
  const starter = createTriggerStarter({
    journal,
    now: () => clock.now(),
    create: async (runId, definition, given) => {
      const input = isBlob(given) ? given : await keepInput(blobs, runId, given.value);
      return runs.create({ runId, definition, input, labels: readLabels(definition), here: intake.serves(definition) });
    },
    report,
  });
  router = createSignalRouter({ journal, drivers: runs.drivers, startTriggered: starter.startBySignal });
  const scheduler = createScheduler({ journal, clock, starter, report, isWorker: role === "work" });
  const isAlive = ({ owner }: StoredRun): boolean => owner !== undefined && ownership.isAlive(owner);
  const commands = createRunCommands({ setting, runs, reader, router, ids, role, isAlive });
  const close = async (graceMs: number): Promise<void> => {
    // At once: what ends while the others stop must not lead to an attempt that nobody makes.
    runs.beginNothing();
    await scheduler.stop();
    await intake.stop();
    await runs.close(graceMs, role !== "work");
    news.close();
    await journal.close();
  };
  let closing: Promise<void> | undefined;
  return {
    name: "embedded",
    ...commands,
    continue: intake.continue,
    findDefinition: async (workflow) => findServed(journal, workflow),
    ended: async (run) => awaitEnd(reader, setting, runs.drivers, run),
    prune: async (endedBefore) => pruneRuns(setting, endedBefore),
    logs: (run, read) => log.read(run, read),
    schedules: scheduler.schedules,
    serve: async (served) => {
      await intake.serve(served);
      await scheduler.serve(served);
    },
    close: async (graceMs = DEFAULT_GRACE_MS) => (closing ??= close(graceMs)),
  };
}

/** Removes ended runs with their large values, and says how many. */
async function pruneRuns({ journal, blobs }: EngineSetting, endedBefore: number): Promise<number> {
  const pruned = await journal.prune(endedBefore);
  for (const run of pruned) await blobs.delete(run);
  return pruned.length;
}

function requireRouter(router: SignalRouter | undefined): SignalRouter {
  if (router === undefined) throw new TaskloomError("BUG", "a signal was sent before the engine was ready");
  return router;
}
