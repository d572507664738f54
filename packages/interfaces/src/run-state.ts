import type { ChildrenDirective, WaitDirective } from "./directive.js";
import type { JsonObject, JsonValue } from "./json.js";
import type { ValuePlace } from "./value-place.js";
import type { RunId, StepId, TaskPath, WorkflowId } from "./names.js";
import type { ContainerCounts } from "./settle-policy.js";
import type { KeptSignal } from "./signal.js";
import type { TaskStatus, TerminalStatus } from "./status.js";
import type { StoredValue } from "./stored-value.js";
import type { TaskError } from "./task-error.js";

/**
 * Everything that is known of a run, as plain JSON: a tree of open executions, those ended ones that a later step can
 * refer to, and the signals that nobody has taken yet. Rebuilt by folding events; under 1 MB whatever the run's size.
 */
export interface RunState {
  version: 1;
  runId: RunId;
  workflow: WorkflowId;
  /** Of the definition. */
  hash: string;
  status: TaskStatus;
  input: StoredValue;
  labels: JsonObject;
  startedAt: number;
  endedAt?: number;
  /** Time of the last event, epoch milliseconds: what `now` is in the steps that it leads to. */
  now: number;
  /** Events folded so far. */
  seq: number;
  /** Control events (cancel, pause, resume, terminate) so far: the basis of proposals. */
  control: number;
  /** Executions created so far. */
  created: number;
  /** Calls under way. */
  inFlight: number;
  output?: StoredValue;
  /** Why the run did not complete. */
  error?: TaskError;
  /** What `error` means in expressions: set when an `on_error` is followed, until the next one. */
  caught?: TaskError;
  /** How the run will end once the handlers that were told to stop have done so, or the grace time is over. */
  closing?: { readonly status: TerminalStatus; readonly error: TaskError };
  /** Calls that were told to stop and have not returned yet. */
  draining: string[];
  tasks: Record<TaskPath, TaskRecord>;
  signals: SignalBuffer;
  timers: Record<TimerId, RunTimer>;
  /** Timers that fired while the run was paused, in order. */
  dueTimers: TimerId[];
  /** Containers that could start a child if the run's budget of calls allowed, in order of opening. */
  hungry: TaskPath[];
  /** Request ids already honoured, the last 1,000. */
  requests: string[];
  /** Bytes of outputs that came to be held in place since they were last measured. */
  bytes: number;
  /** Values that the driver was told to move out and has not yet. */
  moving?: ValuePlace[];
}

/** One execution of a task. Records leave the state when nothing can refer to them any more. */
export interface TaskRecord {
  path: TaskPath;
  step: StepId;
  /** The task's own id, rendered. */
  id: string;
  /** Path of its container; the run's own record has none. */
  parent: TaskPath | null;
  status: TaskStatus;
  createdSeq: number;
  endedSeq?: number;
  /** Attempts that were started. */
  attempt: number;
  /** Calls that were issued for this execution, retries included. */
  calls: number;
  /** What `now` is in the task's work: equal in every attempt. */
  now: number;
  /** The call under way, or held back by a pause. */
  call?: OpenCall;
  startedAt?: number;
  endedAt?: number;
  /** Position in the parent's window. */
  index?: number;
  /** Variables that expressions inside see. Absent in children of a counted source, whose specs are in the store. */
  scope?: JsonObject;
  frame?: Frame;
  /** How often each step was executed directly inside, where that can be more than once. */
  passes?: Record<StepId, number>;
  input?: StoredValue;
  output?: StoredValue;
  error?: TaskError;
  /** Of the children, kept when a later step reads `tasks.<id>.children`. */
  children?: Record<string, ChildResult>;
  /** What the last attempt left for the next one. */
  memo?: JsonValue;
  /** Opaque; passed to later calls for this execution and its children. */
  meta?: JsonValue;
}

/** A call that the driver was told to make. */
export interface OpenCall {
  /** Ordinal of the call among those of its execution; what returns names it. */
  readonly number: number;
  readonly ask: Ask;
  /** Which attempt of the step's work the call makes; 0 when it makes none. */
  readonly attempt: number;
  /** What `now` is in the call. */
  readonly now: number;
  /** Held back by a pause: not issued yet. */
  readonly held?: boolean;
}

/** What a call is asked to do. */
export type Ask =
  /** Begin the execution: `if`, then (without a delay) everything up to a directive. */
  | { readonly kind: "begin" }
  /** Go on after the delay. */
  | { readonly kind: "delayed" }
  /** Children have ended (all of them, or the one before the next): the orchestrator is asked. */
  | { readonly kind: "children" }
  /** Judge a signal. */
  | { readonly kind: "signal"; readonly signal: KeptSignal }
  /** The signal has been taken, or the time has come: shape the output. */
  | { readonly kind: "wait_over" }
  /** Render the run's outputs. */
  | { readonly kind: "run_outputs" };

/** A place where children run or a wait is open. */
export type Frame = SequenceFrame | ChildrenFrame | WaitFrame;

interface FrameMemory {
  /** Latest ended execution of each step in this frame that can still be referred to. */
  ended: Record<StepId, TaskPath>;
}

/** The run's top-level tasks: one after the other, by transitions. */
export interface SequenceFrame extends FrameMemory {
  readonly kind: "sequence";
  current?: TaskPath;
  /** Outputs of completed tasks, when the definition has no `outputs`. */
  results: Record<StepId, StoredValue>;
}

/** A container's children: at most `window` of them open at once. */
export interface ChildrenFrame extends FrameMemory {
  readonly kind: "children";
  readonly directive: ChildrenDirective;
  /** Time at which the children were prepared: what `now` is when they are rebuilt. */
  readonly openedAt: number;
  /** In a slice: others run here too, so nothing is settled here. */
  readonly shared?: boolean;
  /** Index of the first child that was not started. */
  nextIndex: number;
  counts: ContainerCounts;
  /** One character a child, in chunks of 500: `.` pending, `r` open, `c` completed, `f` failed, `t` timed out, `x` canceled, `s` skipped. */
  marks: string[];
  /** Results by child index, while they are held in place. */
  results: Record<string, ChildResult>;
  /** Bytes of the results held in place. */
  bytes: number;
  /** Results that were moved out, each holding a JSON object of results by index. */
  chunks: StoredValue[];
  /** The first failures, for the container's error. */
  failures: ChildFailure[];
  /** The container has ended early and waits for the children still open. */
  stopping?: boolean;
  /** The wait below this frame, when a wait runs a processor. */
  under?: WaitFrame;
}

/** A wait that is open. */
export interface WaitFrame {
  readonly kind: "wait";
  readonly directive: WaitDirective;
  /** Order of the last signal it has looked at. */
  seen: number;
  /** The signal it is judging. */
  examining?: KeptSignal;
  /** When it times out, epoch milliseconds. */
  readonly deadline?: number;
  /** The deadline passed during a pause: only signals from before it still count. */
  overdue?: boolean;
}

/** How a child of a container ended. */
export interface ChildResult {
  readonly id: string;
  readonly status: TerminalStatus;
  readonly output?: StoredValue;
  readonly error?: TaskError;
}

/** A failed child as its container's error lists it. */
export interface ChildFailure {
  readonly id: string;
  readonly path: TaskPath;
  readonly code: string;
  readonly message: string;
}

/** Signals that arrived and that no wait has taken. */
export interface SignalBuffer {
  kept: KeptSignal[];
  /** Order of the next signal. */
  nextOrder: number;
  /** JSON length of the kept payloads. */
  bytes: number;
  /** Ids already received, the last 1,000. */
  ids: string[];
}

/** `<purpose>:<path>`. */
export type TimerId = string;

export type TimerPurpose = "delay" | "retry" | "total" | "timeout" | "wait" | "grace";

export interface RunTimer {
  readonly purpose: TimerPurpose;
  readonly path: TaskPath;
  /** Epoch milliseconds on the driver's clock. */
  readonly at: number;
}
