import type { JsonObject, JsonValue, StepId } from "@taskloom/interfaces";
import type { WorkflowConfig } from "../definition/workflow-schema.js";

/** Names that `action` can have: those of the handlers, and of the handlers that come with Taskloom. */
export type ActionOf<H> = string extends keyof H ? string : (keyof H & string) | `core.${string}`;

/** A task of any type; the keys of its type are checked when the definition is loaded. */
export interface WorkflowTask<Action extends string = string> {
  readonly id?: StepId;
  /** Default: `basic`, unless the worker says otherwise. */
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly labels?: Readonly<Record<string, string | number | boolean>>;
  /** CEL to bool. */
  readonly if?: string;
  /** The task's input; texts may hold `{{ … }}`. */
  readonly with?: JsonValue;
  readonly action?: Action;
  readonly tasks?: readonly WorkflowTask<Action>[];
  readonly task?: WorkflowTask<Action>;
  readonly processor?: WorkflowTask<Action>;
  readonly routes?: Readonly<Record<string, StepId | WorkflowTask<Action>>>;
  readonly default?: StepId | WorkflowTask<Action>;
  readonly on_success?: { readonly next: StepId };
  readonly on_error?: { readonly next: StepId };
  readonly [key: string]: unknown;
}

/** A workflow written in TypeScript; the keys are those of YAML and JSON. */
export interface WorkflowDefinition<Task = WorkflowTask> extends Omit<
  WorkflowConfig,
  "tasks" | "env" | "input_schema" | "outputs"
> {
  readonly env?: JsonObject;
  readonly input_schema?: JsonValue;
  readonly outputs?: JsonObject;
  readonly tasks: readonly Task[];
}

/**
 * Gives the definition back; for its types: `defineWorkflow<typeof handlers>({ … })` accepts no `action` that the
 * handlers do not have. `Task` is the form of a task, where more of it is known.
 */
export function defineWorkflow<H = Record<string, unknown>, Task = WorkflowTask<ActionOf<H>>>(
  definition: WorkflowDefinition<Task>,
): WorkflowDefinition<Task> {
  return definition;
}
