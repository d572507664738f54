import type { JsonValue, StoredValue, TaskError } from "@taskloom/interfaces";

/** What a call throws: an attempt of the step that it was asked for did not succeed. */
export class AttemptError extends Error {
  override readonly name = "AttemptError";
  readonly failure: FailedAttempt;

  constructor(failure: FailedAttempt) {
    super(failure.error.message);
    this.failure = failure;
  }
}

export interface FailedAttempt {
  readonly error: TaskError;
  readonly retryable: boolean;
  /** When the attempt began, epoch milliseconds. */
  readonly startedAt: number;
  readonly input?: StoredValue;
  /** What the attempt left for the next one with its last heartbeat. */
  readonly memo?: JsonValue;
  readonly meta?: JsonValue;
}
