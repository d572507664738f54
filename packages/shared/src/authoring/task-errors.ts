import type { JsonValue } from "@taskloom/interfaces";

/** Options of a `TaskError`. */
export interface TaskErrorOptions {
  /** What `error.type` will be, and what `non_retryable_error_types` is compared with. Default: the class's name. */
  readonly type?: string;
  /** What `error.details` will be. Default null. */
  readonly details?: JsonValue;
  /** False: the attempt is not made again, whatever the retry policy says. Default true. */
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/** What a handler throws when it wants to say more than a message. The task fails with HANDLER_FAILED. */
export class TaskError extends Error {
  readonly type: string;
  readonly details: JsonValue;
  readonly retryable: boolean;

  constructor(message: string, options: TaskErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.type = options.type ?? this.name;
    this.details = options.details ?? null;
    this.retryable = options.retryable ?? true;
  }
}

/** What a handler throws when trying again cannot help. */
export class NonRetryableError extends TaskError {
  constructor(message: string, options: Omit<TaskErrorOptions, "retryable"> = {}) {
    super(message, { ...options, retryable: false });
  }
}
