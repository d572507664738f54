import type { RunId } from "@taskloom/interfaces";
import { TaskloomError } from "@taskloom/shared";
import type { StoredRun } from "./journal/journal-store.js";

/** @throws RUN_ENDED */
export function assertOpen(run: StoredRun): void {
  if (run.endedAt !== undefined) throw createRunEnded(run.start.runId);
}

export function createRunEnded(run: RunId): TaskloomError {
  return new TaskloomError("RUN_ENDED", `run '${run}' has ended`, { details: { run } });
}
