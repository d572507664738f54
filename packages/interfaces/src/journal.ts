import type { RunId } from "./names.js";

/** What an engine offers that keeps its own journal. */
export interface Journal {
  /**
   * Takes an interrupted run up again in this process.
   * @throws RUN_NOT_FOUND, RUN_ENDED, RUN_OWNED, HANDLER_NOT_FOUND
   */
  continue(run: RunId): Promise<void>;
  /** Removes runs that ended before the time (epoch milliseconds), and says how many. */
  prune(endedBefore: number): Promise<number>;
}
