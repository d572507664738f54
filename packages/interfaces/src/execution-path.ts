import type { Directive } from "./directive.js";
import type { CreateStateInput, HandleResponseInput, PrepareInput, TaskState } from "./orchestrator.js";
import type { KeptSignal, SignalVerdict } from "./signal.js";
import type { TaskError } from "./task-error.js";

/**
 * The only thing that a call uses to decide what a task does. One implementation asks orchestrators; a team that
 * comes from an older engine can put its own beside it.
 */
export interface TaskExecutionPath {
  createState(input: CreateStateInput): Promise<TaskState>;
  /** Begins the task's work, or goes on with a signal. */
  execute(input: ExecuteInput): Promise<ExecuteAnswer>;
  handleResponse(input: HandleResponseInput): Promise<Directive>;
}

export interface ExecuteInput extends PrepareInput {
  /** The signal that a wait is to judge; absent when the work begins. */
  readonly signal?: KeptSignal;
}

/** A directive, or the verdict on a signal that changes nothing. */
export type ExecuteAnswer =
  | Directive
  | { readonly kind: "judged"; readonly verdict: Exclude<SignalVerdict, "taken">; readonly error?: TaskError };
