import type { RunEvent } from "@taskloom/interfaces";

/** Has something heard in its turn; what it changes, and the events that it gives to fold, count from then on. */
export type Hear = (heard: () => readonly RunEvent[]) => void;

/**
 * Hears one after the other what comes to a workflow: each when all commands that the one before has led to are given,
 * cancels too, and nothing else than their results while local activities are under way.
 *
 * The history does not say which results of local activities came together, nor surely in which workflow task: when a
 * query is answered in between, the server has a result before the workflow has it, together with what came later. Heard
 * like this, everything has the same order when the history is replayed, and the same commands follow.
 */
export class Turns {
  readonly #isLocalUnderWay: () => boolean;
  readonly #onEmpty: () => void;
  readonly #resolved = Promise.resolve();
  readonly #locals: (() => void)[] = [];
  readonly #others: (() => void)[] = [];
  #isTaken = false;
  #count = 0;

  /** `onEmpty`: all has been heard that could be. */
  constructor(isLocalUnderWay: () => boolean, onEmpty: () => void) {
    this.#isLocalUnderWay = isLocalUnderWay;
    this.#onEmpty = onEmpty;
  }

  /** How many there were: what is begun in one of them is sent together. */
  get count(): number {
    return this.#count;
  }

  /** The result of a local activity. */
  takeLocal(hear: () => void): void {
    if (this.#isTaken) this.#locals.push(hear);
    else this.#hear(hear);
  }

  /** Anything else. */
  take(hear: () => void): void {
    if (this.#isTaken || this.#isLocalUnderWay()) this.#others.push(hear);
    else this.#hear(hear);
  }

  /** What has to be answered at once. */
  interject<T>(answer: () => T): T {
    this.#count += 1;
    const answered = answer();
    this.#count += 1;
    if (!this.#isTaken) this.#hear(() => undefined);
    return answered;
  }

  #hear(hear: () => void): void {
    this.#isTaken = true;
    this.#count += 1;
    hear();
    this.#resolved.then(
      () => this.#next(),
      () => undefined,
    );
  }

  #next(): void {
    this.#isTaken = false;
    const next = this.#locals.shift() ?? (this.#isLocalUnderWay() ? undefined : this.#others.shift());
    if (next === undefined) this.#onEmpty();
    else this.#hear(next);
  }
}
