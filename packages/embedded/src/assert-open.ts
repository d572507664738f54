import { createRunEnded } from "@taskloom/runs";
import type { StoredRun } from "./journal/journal-store.js";

/** @throws RUN_ENDED */
export function assertOpen(run: StoredRun): void {
  if (run.endedAt !== undefined) throw createRunEnded(run.start.runId);
}
