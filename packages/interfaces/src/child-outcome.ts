import type { JsonValue } from "./json.js";
import type { TerminalStatus } from "./status.js";
import type { TaskError } from "./task-error.js";

/** How one child ended, as `children` shows it in expressions. */
export interface ChildOutcome {
  readonly id: string;
  readonly status: TerminalStatus;
  /** Null where it did not complete. */
  readonly output: JsonValue;
  readonly error: TaskError | null;
}
