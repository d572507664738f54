import type { Journal } from "@taskloom/interfaces";
import type { Logger } from "pino";
import { repeat } from "./repeat.js";

const MAX_INTERVAL_MS = 60 * 60_000;
const MIN_INTERVAL_MS = 1_000;

/** Removes runs that ended more than `retentionMs` ago, now and again and again; gives a function that stops it. */
export function startRetention(
  journal: Pick<Journal, "prune">,
  retentionMs: number,
  logger: Logger,
): () => Promise<void> {
  const prune = async (): Promise<void> => {
    try {
      const removed = await journal.prune(Date.now() - retentionMs);
      if (removed > 0) logger.info({ removed }, "removed finished runs");
    } catch (error) {
      logger.error({ err: error }, "finished runs could not be removed");
    }
  };
  return repeat(prune, Math.min(MAX_INTERVAL_MS, Math.max(MIN_INTERVAL_MS, retentionMs)));
}
