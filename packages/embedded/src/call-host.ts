import type { AdvanceHost, AdvanceLimits, JsonValue } from "@taskloom/interfaces";
import type { LazyAbort } from "./lazy-abort.js";

export interface CallHostOptions {
  readonly abort: LazyAbort;
  readonly attempt: number;
  readonly attemptMemo: JsonValue;
  readonly limits: AdvanceLimits;
  readonly onHeartbeat: (memo: JsonValue) => void;
}

/** What one call is told by the run that it belongs to. */
export class CallHost implements AdvanceHost {
  readonly attempt: number;
  readonly attemptMemo: JsonValue;
  readonly limits: AdvanceLimits;
  readonly #abort: LazyAbort;
  readonly #onHeartbeat: (memo: JsonValue) => void;

  constructor({ abort, attempt, attemptMemo, limits, onHeartbeat }: CallHostOptions) {
    this.attempt = attempt;
    this.attemptMemo = attemptMemo;
    this.limits = limits;
    this.#abort = abort;
    this.#onHeartbeat = onHeartbeat;
  }

  isWanted(): boolean {
    return !this.#abort.isAborted;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  heartbeat(memo: JsonValue): void {
    this.#onHeartbeat(memo);
  }
}
