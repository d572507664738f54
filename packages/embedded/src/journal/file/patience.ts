import { setTimeout as sleep } from "node:timers/promises";
import { createJournalFault, isBusy, toJournalFault } from "./journal-fault.js";

const LONGEST_PAUSE_MS = 10;

/** Waits a moment that grows with the number of attempts so far and differs from process to process. */
export async function pauseBeforeRetry(attempts: number): Promise<void> {
  const longest = Math.min(LONGEST_PAUSE_MS, 2 ** attempts);
  await sleep(longest * (0.5 + Math.random() / 2));
}

/**
 * Makes a call of the database, again and again while another process is in the way. It never blocks the event loop.
 * @throws JOURNAL_LOCKED when the patience is at its end
 */
export async function withPatience<T>(path: string, patienceMs: number, call: () => T): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (let attempts = 1; ; attempts += 1) {
    try {
      return call();
    } catch (error) {
      if (!isBusy(error)) throw toJournalFault(error, path);
      if (performance.now() >= deadline) throw createJournalFault("JOURNAL_LOCKED", path, error);
    }
    await pauseBeforeRetry(attempts);
  }
}
