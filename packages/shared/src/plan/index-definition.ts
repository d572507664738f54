import type { CompiledDefinition, JsonObject, StepId, TaskConfig } from "@taskloom/interfaces";
import { openDefinition } from "../definition/open-definition.js";
import type { TaskTypeOptions } from "../definition/open-definition.js";
import { walkOutwards } from "../definition/task-node.js";
import type { TaskNode } from "../definition/task-node.js";
import type { WorkflowConfig } from "../definition/workflow-schema.js";
import { TaskloomError } from "../errors/taskloom-error.js";

/** What a worker needs of a definition besides its plan: the configuration of each step. */
export interface DefinitionIndex {
  readonly workflow: WorkflowConfig;
  /** Templates of the run's output; absent: the output is that of its top-level tasks. */
  readonly outputs: JsonObject | undefined;
  /**
   * The configuration of a step, `id` and `type` filled in; synthetic steps have one too.
   * @throws BUG when there is no such step
   */
  task(step: StepId): TaskConfig;
  /** The workflow's `env`, with those of the containers and the step's own merged over it. */
  env(step: StepId): JsonObject;
}

/**
 * Finds configurations by step, from the definition's content alone. Takes time in proportion to the definition:
 * keep it by the definition's hash.
 * @throws TASK_TYPE_UNKNOWN
 */
export function indexDefinition(
  { definition }: Pick<CompiledDefinition, "definition">,
  options: TaskTypeOptions,
): DefinitionIndex {
  const { workflow, byId } = openDefinition(definition, options);
  const env = (workflow.env ?? {}) as JsonObject;
  const find = (step: StepId): TaskNode => byId.get(step) ?? refuseStep(step, workflow.id);
  return {
    workflow,
    outputs: workflow.outputs as JsonObject | undefined,
    task: (step) => find(step).config,
    env: (step) => mergeEnv(env, find(step)),
  };
}

function mergeEnv(outermost: JsonObject, node: TaskNode): JsonObject {
  const levels = [...walkOutwards(node)].map(({ config }) => config.env);
  if (levels.every((level) => level === undefined)) return outermost;
  return Object.assign({}, outermost, ...levels.toReversed()) as JsonObject;
}

function refuseStep(step: StepId, workflow: string): never {
  throw new TaskloomError("BUG", `the definition '${workflow}' has no step '${step}'`);
}
