import type { JsonValue } from "./json.js";
import type { TaskPath } from "./names.js";

/**
 * Why a task or a run did not complete, as documents, expressions and journals show it.
 */
export interface TaskError {
  /** From the one catalogue (`error-codes.ts`). */
  readonly code: string;
  /** The `name` of what a handler threw, or the type given to `TaskError`; otherwise equal to the code. */
  readonly type: string;
  /** One sentence for people. */
  readonly message: string;
  readonly details: JsonValue;
  /** Path of the task where it began; null when it belongs to no task. */
  readonly task: TaskPath | null;
}
