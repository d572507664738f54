import { ERROR_CODES, isErrorCode, type ErrorCode, type JsonValue, type TaskError } from "@taskloom/interfaces";

/** Options of a `TaskloomError`. */
export interface TaskloomErrorOptions {
  /** Where, what, and what was expected: for programs and for `details` in documents. */
  readonly details?: JsonValue;
  readonly cause?: unknown;
  /** Instead of what the catalogue says. */
  readonly retryable?: boolean;
  /** Instead of the code: what `error.type` will be. */
  readonly type?: string;
}

/** The one error class. Recognised by its `code`, never by `instanceof`: it may come from another realm. */
export class TaskloomError extends Error {
  override readonly name = "TaskloomError";
  readonly code: ErrorCode;
  readonly type: string;
  readonly details: JsonValue;
  readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, options: TaskloomErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.type = options.type ?? code;
    this.details = options.details ?? null;
    this.retryable = options.retryable ?? ERROR_CODES[code].retryable;
  }
}

/** Whether it is an error of ours, from this realm or another. */
export function isTaskloomError(error: unknown): error is TaskloomError {
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    typeof error.code === "string" &&
    isErrorCode(error.code) &&
    "retryable" in error &&
    "message" in error
  );
}

/** The error as documents show it. */
export function toTaskError(error: TaskloomError, task: string | null): TaskError {
  return { code: error.code, type: error.type, message: error.message, details: error.details, task };
}
