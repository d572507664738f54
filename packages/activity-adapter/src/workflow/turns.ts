import type { RunEvent } from "@taskloom/interfaces";
import { workflowInfo } from "@temporalio/workflow";

/** Has something heard in its turn; what it changes, and the events that it gives to fold, count from then on. */
export type Hear = (heard: () => readonly RunEvent[]) => void;

interface Waiting {
  readonly hear: () => void;
  /** The length of the history in whose workflow task it came. */
  readonly length: number;
}

/**
 * Hears one after the other what comes to a workflow: each when all commands that the one before has led to are given,
 * cancels too. While local activities are under way, nothing else than their results is heard, save what came together
 * with what they were begun by.
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
  readonly #others: Waiting[] = [];
  /** What came with this length of the history is being heard. */
  #open: number | undefined;
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
    this.#open = undefined;
    if (this.#isTaken) this.#locals.push(hear);
    else this.#hear(hear);
  }

  /** Anything else. */
  take(hear: () => void): void {
    this.#others.push({ hear, length: workflowInfo().historyLength });
    if (!this.#isTaken) this.#next();
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
    const next = this.#locals.shift() ?? this.#takeOther();
    if (next === undefined) this.#onEmpty();
    else this.#hear(next);
  }

  #takeOther(): (() => void) | undefined {
    const [first] = this.#others;
    if (first === undefined || (this.#isLocalUnderWay() && first.length !== this.#open)) return undefined;
    this.#others.shift();
    this.#open = first.length;
    return first.hear;
  }
}
