import { awaitEnd } from "./commands/await-end.js";
import { continueRun } from "./commands/continue-run.js";
import type { EmbeddedEngine, EmbeddedEngineOptions } from "./embedded-engine.js";
import { EngineParts } from "./engine-parts.js";
import type { EngineSetting } from "./engine-setting.js";
import { findServed } from "./listeners.js";
import { createRunCommands } from "./commands/run-commands.js";

const DEFAULT_GRACE_MS = 10_000;

/**
 * Makes an engine that runs workflows in this process.
 * @throws JOURNAL_* when the journal cannot be used
 */
export function createEmbeddedEngine(options: EmbeddedEngineOptions): EmbeddedEngine {
  const parts = new EngineParts(options);
  const { setting, reader, runs, intake, scheduler } = parts;
  return {
    name: "embedded",
    ...createRunCommands(parts),
    continue: async (run) => continueRun(parts, run),
    findDefinition: async (workflow) => findServed(setting.journal, workflow),
    ended: async (run) => awaitEnd(reader, setting, runs.drivers, run),
    prune: async (endedBefore) => pruneRuns(setting, endedBefore),
    logs: (run, read) => setting.log.read(run, read),
    schedules: scheduler.schedules,
    serve: async (served) => {
      await intake.serve(served);
      await scheduler.serve(served);
    },
    close: async (graceMs = DEFAULT_GRACE_MS) => parts.close(graceMs),
  };
}

/** Removes ended runs with their large values, and says how many. */
async function pruneRuns({ journal, blobs }: EngineSetting, endedBefore: number): Promise<number> {
  const pruned = await journal.prune(endedBefore);
  for (const run of pruned) await blobs.delete(run);
  return pruned.length;
}
