import type { RunId } from "@taskloom/interfaces";
import type { RunSpan } from "./due-times.js";
import type { JournalStore } from "../journal/journal-store.js";

/** When the runs were open; those that the journal has no more are left out. */
export async function readSpans(journal: JournalStore, runs: readonly RunId[]): Promise<readonly RunSpan[]> {
  const stored = await Promise.all(runs.map(async (run) => journal.readRun(run)));
  return stored.flatMap((run) =>
    run === undefined ? [] : [{ run: run.start.runId, startedAt: run.startedAt, endedAt: run.endedAt }],
  );
}
