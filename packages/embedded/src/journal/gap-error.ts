import { TaskloomError } from "@taskloom/shared";
import type { JournalEntry } from "./journal-store.js";

/** Events that do not follow those that are there: a fault of ours, and nothing is written. */
export function createGapError(
  { run, firstSeq }: Pick<JournalEntry, "run" | "firstSeq">,
  lastSeq: number,
): TaskloomError {
  const details = { run, firstSeq, lastSeq };
  return new TaskloomError("BUG", `Run ${run} has ${lastSeq} events: none from ${firstSeq} on can follow.`, {
    details,
  });
}
