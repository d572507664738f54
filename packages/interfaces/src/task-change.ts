import type { JsonValue } from "./json.js";
import type { StepId, TaskPath } from "./names.js";
import type { ContainerCounts } from "./settle-policy.js";
import type { SignalVerdict } from "./signal.js";
import type { TaskStatus } from "./status.js";
import type { StoredValue } from "./stored-value.js";
import type { TaskError } from "./task-error.js";

/** What became of a run by one event: what documents, live trees and logs are made from. */
export type RunChange = TaskChange | RunStatusChange | SignalChange | LateResult;

/** A task's state after a change. Keys that did not change may be absent. */
export interface TaskChange {
  readonly kind: "task";
  readonly path: TaskPath;
  readonly step: StepId;
  readonly id: string;
  readonly parent: TaskPath | null;
  readonly status: TaskStatus;
  readonly attempt: number;
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly input?: StoredValue;
  readonly output?: StoredValue;
  readonly error?: TaskError;
  readonly counts?: ContainerCounts;
  /** The error of an attempt that is followed by another. */
  readonly attemptError?: TaskError;
  readonly meta?: JsonValue;
}

export interface RunStatusChange {
  readonly kind: "run";
  readonly status: TaskStatus;
  readonly output?: StoredValue;
  readonly error?: TaskError;
}

/** A wait's verdict on a signal; `kept` and `ignored` when no wait has looked at it yet, or none will. */
export interface SignalChange {
  readonly kind: "signal";
  readonly signal: string;
  readonly verdict: SignalVerdict | "kept" | "duplicate" | "full" | "not_expected";
  readonly path?: TaskPath;
  readonly error?: TaskError;
}

/** Something returned after its execution had ended: for the log, and nothing else. */
export interface LateResult {
  readonly kind: "late";
  readonly path: TaskPath;
  readonly event: string;
}
