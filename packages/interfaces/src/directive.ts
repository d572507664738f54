import type { JsonObject, JsonValue } from "./json.js";
import type { StepId } from "./names.js";
import type { SettlePolicy } from "./settle-policy.js";
import type { TerminalStatus } from "./status.js";
import type { TaskError } from "./task-error.js";

/**
 * What an orchestrator answers. The set is closed: drivers perform exactly these four and know no task type.
 */
export type Directive = DoneDirective | ExecuteDirective | ChildrenDirective | WaitDirective;

/** The task has ended. */
export interface DoneDirective {
  readonly kind: "done";
  readonly status: TerminalStatus;
  readonly output?: JsonValue;
  readonly error?: TaskError;
  /** The task that follows, decided by this one; without it the plan's transition applies. */
  readonly next?: StepId;
}

/** Call a handler. It never leaves the call, unless a target says who runs it. */
export interface ExecuteDirective {
  readonly kind: "execute";
  readonly action: string;
  readonly input: JsonValue;
  /** Opaque: who runs it, when it is not this process. */
  readonly target?: JsonValue;
}

/** Run children, as many at once as the window allows, and settle by the policy. */
export interface ChildrenDirective {
  readonly kind: "children";
  readonly source: ChildSource;
  /** How many children may be open at once; 1 makes a sequence. */
  readonly window: number;
  /** Children start in groups of this size: the next group when the one before has ended. */
  readonly batch?: number;
  readonly settle: SettlePolicy;
  /** `map`: `{ <child id>: output }` of the completed ones; `list`: in order, null where a child did not complete; `only`: the single child's output and error as they are. */
  readonly collect: "map" | "list" | "only" | "none";
  /** Items that have no child, because the filter left them out; absent: none. */
  readonly skipped?: number;
  /** When the orchestrator is asked again. `after_each` needs `window: 1`. */
  readonly ask: "never" | "at_end" | "after_each";
}

/** Wait for a signal or a time. */
export interface WaitDirective {
  readonly kind: "wait";
  readonly for: SignalAwaited | TimeAwaited;
  /** `never`: the first fitting signal, or the time, ends the task. `each_signal`: the orchestrator judges every one. `at_end`: it shapes the output. */
  readonly ask: "never" | "at_end" | "each_signal";
  /** From the moment the wait opens. */
  readonly timeoutMs?: number;
  readonly onTimeout?: StepId;
}

export interface SignalAwaited {
  readonly signal: string;
  /** Only signals with this correlation id are looked at; others are left for others. */
  readonly correlationId?: string;
}

export interface TimeAwaited {
  /** Epoch milliseconds. */
  readonly untilMs: number;
}

/** The children of a container: listed, or counted and rebuilt by preparing again when the store has lost them. */
export type ChildSource = ListedChildren | CountedChildren;

export interface ListedChildren {
  readonly children: readonly ChildSpec[];
}

export interface CountedChildren {
  readonly count: number;
  /** The step that every child runs. */
  readonly step: StepId;
  /** Cache key under which the specs are kept, in chunks. */
  readonly ref: string;
  /** SHA-256 of the specs' JSON; a rebuild must give the same. */
  readonly hash: string;
}

/** One child of a container. */
export interface ChildSpec {
  readonly step: StepId;
  /** The child's own id, rendered: unique among its siblings. */
  readonly id: string;
  /** Position of an item; its path is then `…[<index>]` instead of `…/<id>`. */
  readonly index?: number;
  /** Last part of the path where it is not the id (a wait's `processor`). */
  readonly segment?: string;
  /** Variables that expressions inside the child see, `item` for instance. */
  readonly scope?: JsonObject;
}
