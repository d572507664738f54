import type { Directive } from "./directive.js";
import type { JsonObject, JsonValue } from "./json.js";
import type { RunLimits } from "./limits.js";
import type { RunId, StepId, TaskPath, TaskType, WorkflowId } from "./names.js";
import type { ChildOutcome } from "./child-outcome.js";
import type { ContainerCounts, ContainerStatus } from "./settle-policy.js";
import type { KeptSignal } from "./signal.js";
import type { TaskStatus } from "./status.js";
import type { TaskError } from "./task-error.js";

/** Keys that every task may have; each type's configuration adds its own. Keys are those of the definition. */
export interface TaskConfig {
  readonly id: string;
  readonly type?: TaskType;
  readonly title?: string;
  readonly description?: string;
  readonly labels?: JsonObject;
  readonly if?: string;
  readonly with?: JsonValue;
  readonly input_schema?: JsonValue;
  readonly output_schema?: JsonValue;
  readonly outputs?: JsonObject;
  readonly delay?: string | number;
}

/**
 * Decides what a task of one type does. An orchestrator never sleeps, waits, schedules or spawns: it is asked and
 * answers with data. It is asked inside a call (`advance`), so it may use the store, expressions and libraries freely.
 * What it throws is a fault of the definition (the task fails with that code) or of the infrastructure (the call is
 * repeated), told apart by the code's entry in the catalogue.
 */
export interface TaskOrchestrator<C extends TaskConfig = TaskConfig> {
  readonly type: TaskType;
  /**
   * Evaluates `if`, `with` and `input_schema`.
   * @throws EXPRESSION_* and INPUT_INVALID
   */
  createState(input: CreateStateInput<C>): Promise<TaskState>;
  /** Says what the task does first. */
  prepareExecution(input: PrepareInput<C>): Promise<Directive>;
  /** Says what follows from what a handler, children or a wait brought: usually `done`. */
  handleResponse(input: HandleResponseInput<C>): Promise<Directive>;
}

/** Which execution is meant. */
export interface TaskIdentity {
  readonly runId: RunId;
  readonly workflow: WorkflowId;
  readonly path: TaskPath;
  readonly step: StepId;
  /** The task's own id, rendered. */
  readonly id: string;
  /** `<run id>:<path>`: equal over attempts, different between passes. */
  readonly idempotencyKey: string;
  /** Whether it stands inside a container. */
  readonly nested: boolean;
}

/** What expressions see. */
export interface Scope {
  /** The recorded time of the step, epoch milliseconds: equal in every attempt. */
  readonly now: number;
  /** `workflow`, `tasks`, `env`, `input`, `item`, … by name. */
  readonly variables: JsonObject;
  /** The limits of the run that are lower than the default. */
  readonly limits?: Partial<RunLimits> | undefined;
}

export interface CreateStateInput<C extends TaskConfig = TaskConfig> {
  readonly task: C;
  readonly identity: TaskIdentity;
  readonly scope: Scope;
  /** `delayed`: `if` was true before the delay and is not evaluated again. */
  readonly stage: "begin" | "delayed";
}

/** A task before its work. */
export interface TaskState {
  /** `skipped`: its `if` was false. `waiting`: its delay comes first. */
  readonly status: Extract<TaskStatus, "running" | "waiting" | "skipped">;
  /** The rendered `with`; null without one. Secrets stand in it as references. */
  readonly input: JsonValue;
}

export interface PrepareInput<C extends TaskConfig = TaskConfig> {
  readonly task: C;
  readonly identity: TaskIdentity;
  /** With `input`. */
  readonly scope: Scope;
  readonly input: JsonValue;
}

export interface HandleResponseInput<C extends TaskConfig = TaskConfig> extends PrepareInput<C> {
  readonly response: TaskResponse;
}

/** What a task's work brought. */
export type TaskResponse = HandlerResponse | ChildrenResponse | WaitResponse;

/** A handler returned (`completed`) or did not. */
export type HandlerResponse =
  | { readonly kind: "handler"; readonly status: "completed"; readonly output: JsonValue }
  | { readonly kind: "handler"; readonly status: "failed" | "timed_out" | "canceled"; readonly error: TaskError };

/** Children have ended: all that the directive asked for, or the one before the next. */
export interface ChildrenResponse {
  readonly kind: "children";
  readonly status: ContainerStatus;
  readonly counts: ContainerCounts;
  /** In the order of their indices. */
  readonly children: readonly ChildOutcome[];
  /** Collected as the directive said. */
  readonly output: JsonValue;
  /** Why the container failed, if it did. */
  readonly error?: TaskError;
  /** The signal in hand, when the children belong to a wait. */
  readonly signal?: KeptSignal;
}

/** The wait ended: by this signal, or by its time. */
export interface WaitResponse {
  readonly kind: "wait";
  readonly signal?: KeptSignal;
}
