import type { JsonObject } from "./json.js";
import type { RunLimits } from "./limits.js";
import type { StepId, TaskType, WorkflowId } from "./names.js";
import type { RetryPolicy } from "./retry-policy.js";

/**
 * The compiled graph of a definition: all that a driver needs, and no expression. At most 256 KiB as JSON on Temporal.
 * Plans are immutable; an edited definition is a new hash.
 */
export interface Plan {
  readonly version: 1;
  readonly workflow: WorkflowId;
  readonly start: StepId;
  readonly steps: Readonly<Record<StepId, PlanStep>>;
  /** Names of the signals that some wait of the definition awaits. */
  readonly signals: readonly string[];
  /** The whole run; none: no limit. */
  readonly timeoutMs?: number;
  /** The limits of its runs that are lower than the default. */
  readonly limits?: Partial<RunLimits>;
  /** References of the workflow's `outputs`; absent: the run's output is that of its top-level tasks. */
  readonly outputs?: StepReferences;
}

/** One task of the definition. Absent flags are false. */
export interface PlanStep {
  /** An opaque label for names and documents; nothing decides by it. */
  readonly type: TaskType;
  readonly title?: string;
  /** The container whose child it is; absent at top level. */
  readonly parent?: StepId;
  /** Steps that it may run as children. */
  readonly children?: readonly StepId[];
  /** Where the run goes on after success. */
  readonly next?: StepId;
  /** Where the run goes on after failure. */
  readonly onError?: StepId;
  /** Steps that it may go to by its own decision (routes, `on_timeout`). */
  readonly mayGoTo?: readonly StepId[];
  readonly effects: StepEffects;
  /** The signal it waits for. */
  readonly awaits?: string;
  readonly relaxed?: boolean;
  readonly slow?: boolean;
  readonly delayMs?: number;
  /** It has an `if`, which is evaluated before its delay. */
  readonly conditional?: boolean;
  /** It has `outputs` or `output_schema`: a container with them is asked once more when its children have ended. */
  readonly shapesOutput?: boolean;
  /** Present where a handler is called or a signal delivered. */
  readonly attempts?: AttemptPolicy;
  /** A container's limit, from its start to its end. */
  readonly timeoutMs?: number;
  /** 1 (first) … 5. Default 3. */
  readonly priority?: number;
  readonly queue?: string;
  readonly references?: StepReferences;
}

/**
 * What a step does to the world: `none` — decides only, may be fused and repeated freely; `idempotent` — repeated with
 * the same key it is harmless; `handler` — calls user code; `wait` — reads the run's signals or waits for a time.
 */
export type StepEffects = "none" | "idempotent" | "handler" | "wait";

/** Limits and retries of a step's attempts. Times in milliseconds. */
export interface AttemptPolicy {
  /** Absent: the default policy. */
  readonly retry?: RetryPolicy;
  /** One attempt, from start to close. */
  readonly timeoutMs: number;
  /** All attempts with the delays between them and time in a queue. */
  readonly totalTimeoutMs?: number;
  /** The handler must call `heartbeat` at least this often. */
  readonly heartbeatTimeoutMs?: number;
}

/** What the expressions of a step refer to; known when the definition is loaded. */
export interface StepReferences {
  /** Steps whose `tasks.<id>` is read. */
  readonly tasks?: readonly StepId[];
  /** Steps whose `tasks.<id>.children` is read. */
  readonly children?: readonly StepId[];
  /** It reads the run's input. */
  readonly workflowInput?: boolean;
}

/** A definition, ready to run: what `Engine.start` takes. */
export interface CompiledDefinition {
  readonly id: WorkflowId;
  /** SHA-256 of the canonical content, in hex; with the plan's `limits`, where it has some, of both. */
  readonly hash: string;
  readonly plan: Plan;
  /** The canonical content: durations, defaults and keys as the author wrote them, as JSON. */
  readonly definition: JsonObject;
}
