import { sleep, workflowInfo, type CancellationScope } from "@temporalio/workflow";

/** Calls are held back at most this long for others to end, */
const PATIENCE_MS = 10_000;

/** then they are made, and so many events later the next attempt begins; */
const EVENTS_BETWEEN = 2_000;

/** only a history of this length has to wait for all of them: the server ends runs at 51,200 events. */
const MAX_EVENTS = 40_000;

/**
 * When a run continues as new. Activities under way cannot be carried over: from the time at which it is wanted until
 * they have ended, further calls are held back.
 */
export class Continuing {
  readonly #around: CancellationScope;
  readonly #after: number | undefined;
  readonly #wake: () => void;
  readonly #canCarry: () => boolean;
  #next = 0;
  #isWaiting = false;

  /** `wake`: what is held back is to be performed. `canCarry`: the run's state has room in a message. */
  constructor(around: CancellationScope, afterEvents: number | undefined, wake: () => void, canCarry: () => boolean) {
    this.#around = around;
    this.#after = afterEvents;
    this.#wake = wake;
    this.#canCarry = canCarry;
  }

  get isWanted(): boolean {
    const { continueAsNewSuggested, historyLength } = workflowInfo();
    if (historyLength >= MAX_EVENTS) return true;
    const isDue = this.#after === undefined ? continueAsNewSuggested : historyLength >= this.#after;
    return isDue && historyLength >= this.#next && this.#canCarry();
  }

  /** A call is held back: not for ever. */
  beginToWait(): void {
    if (this.#isWaiting || !this.isWanted) return;
    this.#isWaiting = true;
    this.#around
      .run(async () => sleep(PATIENCE_MS))
      .then(
        () => this.#giveUp(),
        () => undefined,
      );
  }

  #giveUp(): void {
    this.#isWaiting = false;
    this.#next = workflowInfo().historyLength + EVENTS_BETWEEN;
    this.#wake();
  }
}
