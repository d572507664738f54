import type { ProposalEvent } from "@taskloom/interfaces";

/** While local units of a workflow task have taken less than this, the next one is local too. */
const MAX_LOCAL_MS = 1_000;

/** A run that was local for longer makes what it did durable before it is closed. */
const FLUSH_AFTER_MS = 250;

/** Local activities at once. */
const MAX_LOCAL_CALLS = 20;

/**
 * How much of the run is not durable yet: what local activities did since the server has last recorded something. Goes
 * by the units' own recorded durations, so that replay decides the same.
 */
export class LocalBudget {
  #ms = 0;
  #underWay = 0;

  /** Whether a unit may be a local activity, as far as time goes. */
  get hasTime(): boolean {
    return this.#ms < MAX_LOCAL_MS;
  }

  get hasRoom(): boolean {
    return this.#underWay < MAX_LOCAL_CALLS;
  }

  get wantsFlush(): boolean {
    return this.#ms > FLUSH_AFTER_MS;
  }

  begin(): void {
    this.#underWay += 1;
  }

  end(events: readonly ProposalEvent[]): void {
    this.#underWay -= 1;
    const timed = events.filter((event) => "endedAt" in event);
    const first = Math.min(...timed.map(({ startedAt }) => startedAt));
    const last = Math.max(...timed.map(({ endedAt }) => endedAt));
    this.#ms += Math.max(0, last - first);
  }

  /** The server has recorded everything so far. */
  recorded(): void {
    this.#ms = 0;
  }
}
