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
  readonly #unrecorded: { readonly turn: number; readonly ms: number }[] = [];
  #unrecordedMs = 0;
  #underWay = 0;

  /** Whether a unit may be a local activity, as far as time goes. */
  get hasTime(): boolean {
    return this.#unrecordedMs < MAX_LOCAL_MS;
  }

  get hasRoom(): boolean {
    return this.#underWay < MAX_LOCAL_CALLS;
  }

  get isLocalUnderWay(): boolean {
    return this.#underWay > 0;
  }

  get wantsFlush(): boolean {
    return this.#unrecordedMs > FLUSH_AFTER_MS;
  }

  begin(): void {
    this.#underWay += 1;
  }

  /** A unit was heard of in this turn. `tookMs`: by its own clock; one that gave no answer has used up all there is. */
  end(turn: number, tookMs: number = MAX_LOCAL_MS): void {
    this.#underWay -= 1;
    this.#unrecorded.push({ turn, ms: tookMs });
    this.#unrecordedMs += tookMs;
  }

  /** What was heard up to this turn is in the history. */
  recorded(turn: number): void {
    const first = this.#unrecorded.findIndex((unit) => unit.turn > turn);
    const gone = this.#unrecorded.splice(0, first < 0 ? this.#unrecorded.length : first);
    for (const { ms } of gone) this.#unrecordedMs -= ms;
  }
}
