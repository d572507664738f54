import type { ChildrenDirective, WaitDirective } from "./directive.js";
import type { JsonObject, JsonValue } from "./json.js";
import type { StepId, TaskPath } from "./names.js";
import type { TimerId } from "./run-state.js";
import type { Signal, SignalVerdict } from "./signal.js";
import type { TerminalStatus } from "./status.js";
import type { BlobRef, StoredValue } from "./stored-value.js";
import type { TaskError } from "./task-error.js";
import type { ValuePlace } from "./value-place.js";

/**
 * Everything that can happen to a run. State is the fold of these, each with the time at which the driver recorded it
 * (see `EventBatch`).
 */
export type RunEvent = CallEvent | AttemptEvent | ControlEvent | OutsideEvent;

/** What a call proposes. The first of a proposal is a fact, the others are decisions (see `applyProposal`). */
export type CallEvent = TaskDelayed | TaskEnded | ChildrenOpened | WaitOpened | SignalJudged;

/** What a call's answer may hold: in a relaxed unit also the failed attempt that ended it. */
export type ProposalEvent = CallEvent | (AttemptFailed & { readonly basis: number });

interface FromCall {
  readonly path: TaskPath;
  /** Number of the execution's call that led to it. */
  readonly call: number;
  /** Control events that the call had seen. */
  readonly basis: number;
  /** When the step began and ended where it ran, epoch milliseconds. For display, and for `now` in fused steps. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** The task's rendered id, where it differs from the one in its spec. */
  readonly id?: string;
  /** The rendered input, in the task's first event. */
  readonly input?: StoredValue;
  readonly meta?: JsonValue;
}

/** `if` was true, and the task's delay begins. */
export interface TaskDelayed extends FromCall {
  readonly kind: "task_delayed";
}

/** The execution has ended. With the root path: the run's outputs were rendered. */
export interface TaskEnded extends FromCall {
  readonly kind: "task_ended";
  /** The attempt that ended it; 0 when the step makes none. */
  readonly attempt: number;
  readonly status: TerminalStatus;
  readonly output?: StoredValue;
  readonly error?: TaskError;
  readonly next?: StepId;
}

/** A container has its children. */
export interface ChildrenOpened extends FromCall {
  readonly kind: "children_opened";
  readonly directive: ChildrenDirective;
}

/** A wait is open. */
export interface WaitOpened extends FromCall {
  readonly kind: "wait_opened";
  readonly directive: WaitDirective;
}

/** A wait has looked at a signal and goes on waiting. Taking one is `task_ended`, or `children_opened` for a processor. */
export interface SignalJudged extends FromCall {
  readonly kind: "signal_judged";
  readonly signal: string;
  readonly verdict: Exclude<SignalVerdict, "taken">;
  readonly error?: TaskError;
}

/** What the driver reports of attempts. */
export type AttemptEvent = AttemptStarted | AttemptFailed | AttemptMemo;

/** Written before a handler starts, where the driver retries by itself. */
export interface AttemptStarted {
  readonly kind: "attempt_started";
  readonly path: TaskPath;
  readonly call: number;
  readonly attempt: number;
}

/** An attempt did not succeed. */
export interface AttemptFailed {
  readonly kind: "attempt_failed";
  readonly path: TaskPath;
  readonly call: number;
  /** Null when the server does not say which one it was. */
  readonly attempt: number | null;
  readonly startedAt?: number;
  readonly error: TaskError;
  readonly retryable: boolean;
  /** No further attempt is made whatever the policy says: the driver's server has made them all, or gave up. */
  readonly final?: boolean;
  readonly input?: StoredValue;
  readonly memo?: JsonValue;
  readonly meta?: JsonValue;
}

/** What a running attempt leaves for the next one. */
export interface AttemptMemo {
  readonly kind: "attempt_memo";
  readonly path: TaskPath;
  readonly call: number;
  readonly memo: JsonValue;
}

/** What people and programs ask of a run. */
export type ControlEvent = CancelRequested | TerminateRequested | PauseRequested | ResumeRequested;

/** Who asks, and why. The same request id twice does nothing the second time. */
export interface ControlRequest {
  readonly requestId: string;
  readonly actor?: string;
  readonly reason?: string;
}

export interface CancelRequested extends ControlRequest {
  readonly kind: "cancel_requested";
}

export interface TerminateRequested extends ControlRequest {
  readonly kind: "terminate_requested";
}

export interface PauseRequested extends ControlRequest {
  readonly kind: "pause_requested";
}

export interface ResumeRequested extends ControlRequest {
  readonly kind: "resume_requested";
}

export type OutsideEvent = RunStarted | RunRewound | TimerFired | SignalReceived | ValuesMoved | CompletedOutside;

/** The first event of a run. */
export interface RunStarted {
  readonly kind: "run_started";
  /** Why it fails at once: a trigger's input could not be rendered. */
  readonly refused?: TaskError;
}

/** The run repeats another: what was under way there begins anew, and times lie so many milliseconds later. */
export interface RunRewound {
  readonly kind: "run_rewound";
  readonly by: number;
}

export interface TimerFired {
  readonly kind: "timer_fired";
  readonly timer: TimerId;
}

export interface SignalReceived {
  readonly kind: "signal_received";
  readonly signal: Signal;
}

/** Values were written as blobs, as a `move_values` command asked. */
export interface ValuesMoved {
  readonly kind: "values_moved";
  readonly moved: readonly { readonly place: ValuePlace; readonly blob: BlobRef }[];
}

/** A completion that came from outside, by run, path and attempt. Late, repeated and unknown ones are ignored. */
export interface CompletedOutside {
  readonly kind: "completed_outside";
  readonly path: TaskPath;
  readonly attempt: number;
  readonly status: TerminalStatus;
  readonly output?: StoredValue;
  readonly error?: TaskError;
}

/** What a run is started with. */
export interface RunStart {
  readonly runId: string;
  readonly workflow: string;
  readonly hash: string;
  readonly input: StoredValue;
  readonly labels: JsonObject;
}

/** Events that were recorded together: what a journal keeps. */
export interface EventBatch {
  /** The driver's clock, epoch milliseconds. */
  readonly at: number;
  readonly events: readonly RunEvent[];
}
