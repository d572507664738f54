import type { TaskPath } from "./names.js";
import type { Ask, TimerId } from "./run-state.js";
import type { TerminalStatus } from "./status.js";
import type { StoredValue } from "./stored-value.js";
import type { TaskError } from "./task-error.js";
import type { ValuePlace } from "./value-place.js";

/** What the interpreter tells the driver to do. */
export type Command = AdvanceCommand | CancelCall | StartTimer | CancelTimer | MoveValues | EndRun;

/** Make a call for an execution. Limits, retries, queue and priority are those of the plan's step. */
export interface AdvanceCommand {
  readonly kind: "advance";
  readonly path: TaskPath;
  readonly call: number;
  readonly ask: Ask;
  /** The attempt that the call makes; 0 when the step makes none. */
  readonly attempt: number;
}

/** Tell a call under way to stop. What it returns later is late. */
export interface CancelCall {
  readonly kind: "cancel_call";
  readonly path: TaskPath;
  readonly call: number;
}

export interface StartTimer {
  readonly kind: "start_timer";
  readonly timer: TimerId;
  /** Epoch milliseconds on the driver's clock. */
  readonly at: number;
}

export interface CancelTimer {
  readonly kind: "cancel_timer";
  readonly timer: TimerId;
}

/** Write these values as blobs and report `values_moved`: the state has grown too large. */
export interface MoveValues {
  readonly kind: "move_values";
  readonly places: readonly ValuePlace[];
}

/** The run is over. */
export interface EndRun {
  readonly kind: "end_run";
  readonly status: TerminalStatus;
  readonly output?: StoredValue;
  readonly error?: TaskError;
}
