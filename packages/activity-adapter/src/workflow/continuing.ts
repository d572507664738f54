import type { RunEvent } from "@taskloom/interfaces";
import { sleep, type CancellationScope, type WorkflowInfo } from "@temporalio/workflow";
import type { Hear } from "./turns.js";

/** Calls are held back at most this long for others to end, */
const PATIENCE_MS = 10_000;

/** then they are made, and so many events later the next attempt begins; */
const EVENTS_BETWEEN = 2_000;

/** only a history of this length has to wait for all of them: the server ends runs at 51,200 events. */
const MAX_EVENTS = 40_000;

/** What an activation says of the history. */
type HistoryLength = Pick<WorkflowInfo, "continueAsNewSuggested" | "historyLength">;

/**
 * When a run continues as new. Activities under way cannot be carried over: from the time at which it is wanted until
 * they have ended, further calls are held back.
 */
export class Continuing {
  readonly #around: CancellationScope;
  readonly #after: number | undefined;
  readonly #hear: Hear;
  readonly #canCarry: () => boolean;
  #length = 0;
  #isSuggested = false;
  #next = 0;
  #isPatient = false;

  /** `canCarry`: the run's state has room in a message. */
  constructor(around: CancellationScope, afterEvents: number | undefined, hear: Hear, canCarry: () => boolean) {
    this.#around = around;
    this.#after = afterEvents;
    this.#hear = hear;
    this.#canCarry = canCarry;
  }

  get isWanted(): boolean {
    if (this.#length >= MAX_EVENTS) return true;
    const isDue = this.#after === undefined ? this.#isSuggested : this.#length >= this.#after;
    return isDue && this.#length >= this.#next && this.#canCarry();
  }

  /** How long the history was when something else than a local activity's result came. */
  note({ continueAsNewSuggested, historyLength }: HistoryLength): void {
    this.#isSuggested = continueAsNewSuggested;
    this.#length = historyLength;
  }

  /** A call is held back: not for ever. */
  beginToWait(): void {
    if (this.#isPatient || !this.isWanted) return;
    this.#isPatient = true;
    this.#around
      .run(async () => sleep(PATIENCE_MS))
      .then(
        () => this.#hear(() => this.#giveUp()),
        () => undefined,
      );
  }

  /** What is held back is made now. */
  #giveUp(): readonly RunEvent[] {
    this.#isPatient = false;
    this.#next = this.#length + EVENTS_BETWEEN;
    return [];
  }
}
