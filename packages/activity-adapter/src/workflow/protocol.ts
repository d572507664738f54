import type {
  AdvanceRequest,
  AdvanceResult,
  AttemptFailed,
  BlobRef,
  EventBatch,
  JsonObject,
  JsonValue,
  Plan,
  RunId,
  RunStart,
  RunState,
  SignalChange,
  TaskError,
  TaskPath,
  ValuePlace,
} from "@taskloom/interfaces";

/** The server takes 2 MiB in one message, and ends a run that asks for more: what a message of ours has as JSON at most. */
export const MAX_MESSAGE_BYTES = 2_000_000;

/** What a workflow is started with, and continued as new with. JSON. */
export interface RunInput {
  readonly plan: Plan;
  readonly start: RunStart;
  /** The definition's canonical content; in place up to 64 KiB. */
  readonly definition: DefinitionSource;
  readonly options: RunOptions;
  /** What a run that repeats another from a task on keeps of it. */
  readonly kept?: readonly EventBatch[];
  /** What the run was when it continued as new. */
  readonly carried?: CarriedRun;
  /** A schedule has started the run: its input is rendered first. */
  readonly scheduled?: ScheduledStart;
  /** Why that could not be: the run fails at its beginning. */
  readonly refused?: TaskError;
}

export type DefinitionSource = { readonly content: JsonObject } | { readonly blob: BlobRef };

/** What is the same for all of a run, however its workers are configured later. */
export interface RunOptions {
  /** False: every step is a call of its own. Default true. */
  readonly fuse?: boolean;
  /** Its workers share a store: large values need not travel with every message. */
  readonly sharedStore?: boolean;
  /** The namespace has the search attributes. */
  readonly searchAttributes?: boolean;
  /** History events after which it continues as new; default: when the server suggests it. */
  readonly continueAfterEvents?: number;
  /** How long a task waits for a handler that no worker has, in milliseconds. */
  readonly handlerWaitMs: number;
}

/** A run in the middle, as plain JSON. */
export interface CarriedRun {
  readonly state: RunState;
  /** Attempts that calls under way have behind them, where the state does not say so, by `<path>@<call>`. */
  readonly attempts: Readonly<Record<string, AttemptsBehind>>;
  /** Who is about to cancel it, and why. */
  readonly cancelMark?: CancelMark;
}

/** What a call that something held up goes on with. */
export interface AttemptsBehind {
  /** The attempt that comes next. */
  readonly next: number;
  /** What the attempt before has left. */
  readonly memo: JsonValue;
  /** How often the call was repeated because something outside held it up, */
  readonly repeats: number;
  /** and how long it has waited for that, in milliseconds. */
  readonly waitedMs: number;
}

export interface ScheduledStart {
  /** The trigger of the definition, as it is written. */
  readonly trigger: JsonObject;
}

/** What the one activity is asked. */
export type ActivityInput = AdvanceInput | MoveValuesInput | TriggerInput | FlushInput;

export interface AdvanceInput {
  readonly kind: "advance";
  readonly request: AdvanceRequest;
  /** Set when an answer was `store_miss` for the definition: the request itself never has it. */
  readonly definition?: { readonly plan: Plan; readonly source: DefinitionSource };
  /** Values that the slice lacks: they are in the store. */
  readonly lifted: readonly LiftedValue[];
  /** Large outputs are put into the store for further messages. */
  readonly sharedStore: boolean;
  /** The store has lost some of the slice's values: it is given them again. */
  readonly carriesAll?: boolean;
  /** What the activity's first attempt counts as. */
  readonly firstAttempt: number;
  /** What the attempt before that has left. */
  readonly memo: JsonValue;
  /** Relaxed handlers may follow one another in this call. */
  readonly relaxed: boolean;
  readonly fuse: boolean;
}

/** The output of an execution; at the root, the run's input. */
export interface LiftedValue {
  readonly path: TaskPath;
  /** Of the value: what the store has it under. Whatever another attempt gave, or another start, has another one. */
  readonly sha256: string;
}

/** Writes values as blobs. */
export interface MoveValuesInput {
  readonly kind: "move_values";
  readonly runId: RunId;
  readonly values: readonly { readonly place: ValuePlace; readonly value: JsonValue }[];
}

/** Renders the input of a run that a schedule has started. */
export interface TriggerInput {
  readonly kind: "trigger_input";
  readonly start: RunStart;
  readonly plan: Plan;
  readonly definition: DefinitionSource;
  readonly trigger: JsonObject;
  readonly scheduledAt: string;
  /** A large input is put into the store for the run's messages. */
  readonly sharedStore?: boolean;
}

/** Does nothing: what local activities did is recorded before the run is closed. */
export interface FlushInput {
  readonly kind: "flush";
}

/** What a call answers, and which attempt it was. */
export interface AdvanceOutput {
  readonly result: AdvanceResult | NotMade;
  readonly attempt: number;
  /** What attempts so far have left. */
  readonly memo: JsonValue;
  /** How long it has taken, in milliseconds. */
  readonly tookMs: number;
}

/** Nothing was done: the attempt is made when the run is resumed, or with all values in the message. */
interface NotMade {
  readonly outcome: "paused" | "value_miss";
}

/** What a failed attempt tells besides its failure: the only detail of the application failure. */
export interface FailureDetails {
  readonly path: TaskPath;
  readonly hash: string;
  readonly attempt: number;
  readonly failure: Pick<AttemptFailed, "error" | "input" | "memo" | "meta" | "startedAt">;
}

/** A sender's word on a signal: the second argument of a Temporal signal. Without it the signal gets an id of its own. */
export interface SignalMark {
  readonly id: string;
  readonly correlationId?: string;
}

/** Names that our client and workflow agree on. */
export const ACTIVITY_PREFIX = "task.";
export const CANCEL_SIGNAL = "taskloom_cancel";
export const CONTROL_SIGNAL = "taskloom_control";
export const CONTROL_UPDATE = "taskloom_control";
export const SIGNAL_UPDATE = "taskloom_signal";
export const JOURNAL_QUERY = "taskloom_journal";
export const STATUS_QUERY = "taskloom_status";
export const MEMO_KEY = "taskloom";

/** What the task queue of a worker begins with that only reads histories. */
export const READER_QUEUE = "taskloom-reader";

/** What became of a signal at its arrival, and the number of the last event before it. */
export interface SignalReceipt {
  readonly verdict: SignalChange["verdict"];
  readonly afterSeq: number;
}

/** What the engine's client asks for with `cancel`, before it cancels the workflow. */
export interface CancelMark {
  readonly requestId: string;
  readonly actor?: string;
  readonly reason?: string;
}

/** A page of what a workflow execution has folded. */
export interface JournalPage {
  readonly start: RunStart;
  readonly batches: readonly JournalBatch[];
  readonly hasMore: boolean;
  /** Why something outside holds tasks up, by path. */
  readonly blocked: Readonly<Record<TaskPath, string>>;
}

/** Events that were folded together, and the number of the first of them. */
export interface JournalBatch extends EventBatch {
  readonly firstSeq: number;
}
