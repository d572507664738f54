import type { ErrorCode, StepEffects, StepId, TaskConfig, TaskOrchestrator, TaskType } from "@taskloom/interfaces";
import type { ZodObject } from "zod";
import type { OrchestratorContext } from "./orchestrator-context.js";

/**
 * A task type as one value: what the loader, `validate`, `graph`, the JSON Schema, the static checks and the factory
 * need to know of it. All but `create` work without a context: plans are compiled from them.
 */
export interface TaskTypeDefinition<C extends TaskConfig = TaskConfig> {
  readonly type: TaskType;
  /** The keys of the type; those that every task has are added. Nested tasks are `nestedTask`, JSON Schemas `jsonSchema`. */
  readonly configSchema: ZodObject;
  /** Tasks inside the configuration, with what they may see. */
  children(config: C): readonly NestedTask[];
  /** Expressions of the type's own keys; those of common keys are known. */
  expressions(config: C): readonly ExpressionSite[];
  effects(config: C): StepEffects;
  /** Task ids that it can go to by its own decision. */
  next(config: C): readonly TransitionSite[];
  /** Names of the signals that it waits for. */
  signals(config: C): readonly string[];
  /** What `outputs` can use besides `output`. Default: `children` where there are nested tasks, otherwise nothing. */
  readonly outputVariables?: readonly string[];
  /** Rules between keys that a schema cannot say. */
  check?(config: C): readonly ConfigProblem[];
  create(context: OrchestratorContext): TaskOrchestrator<C>;
}

/** Where something stands, from the task's own object: keys and indices. */
export type Pointer = readonly (string | number)[];

/** A task inside another. */
export interface NestedTask {
  /** The task as written; it is validated as a task of its own. */
  readonly task: unknown;
  /** Where it stands; empty when the type made it from several keys. */
  readonly pointer: Pointer;
  /** Variables that it and the tasks inside it can use besides. Those that authors name are `customName` fields. */
  readonly names?: readonly string[];
  /** Its step id when it has no `id` of its own. */
  readonly defaultId?: StepId;
  /** Its id may be a template, rendered for each item. */
  readonly templatedId?: boolean;
  /** The nested tasks before it have ended when it runs, so `tasks.<id>` can name them. Default false. */
  readonly seesSiblings?: boolean;
  /** `tasks.<id>` can name it from wherever the container can be named: an inline route. Default false. */
  readonly seenOutside?: boolean;
}

/** An expression of a type's own keys. */
export interface ExpressionSite {
  readonly pointer: Pointer;
  readonly kind: "cel" | "template";
  readonly value: unknown;
  /** Variables that it can use besides those of its place: `item`, `signal`. */
  readonly variables?: readonly string[];
}

/** A reference to a task that may follow. */
export interface TransitionSite {
  readonly pointer: Pointer;
  readonly to: StepId;
}

/** Something wrong with a configuration. */
export interface ConfigProblem {
  readonly pointer: Pointer;
  readonly code: ErrorCode;
  readonly message: string;
}
