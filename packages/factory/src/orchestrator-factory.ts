import type { TaskOrchestrator, TaskType } from "@taskloom/interfaces";
import { TaskloomError } from "@taskloom/shared";
import type { OrchestratorContext, TaskTypeDefinition } from "@taskloom/shared";
import { describeUnknownType } from "./unknown-type.js";

/** What the factory needs of a task type. */
export type OrchestratorSource = Pick<TaskTypeDefinition, "type" | "create">;

/** Knows the task types, and makes their orchestrators. */
export interface OrchestratorFactory {
  /** @throws TASK_TYPE_DUPLICATE when the type is registered already */
  register(taskType: OrchestratorSource): void;
  /**
   * The orchestrator of a type, for one call.
   * @throws TASK_TYPE_UNKNOWN with `{ type, nearest, registered }` in its details
   */
  create(type: TaskType, context: OrchestratorContext): TaskOrchestrator;
  /** The registered types, in the order of their registration. */
  types(): readonly TaskType[];
}

/** @throws TASK_TYPE_DUPLICATE */
export function createOrchestratorFactory(taskTypes: readonly OrchestratorSource[]): OrchestratorFactory {
  const registered = new Map<TaskType, OrchestratorSource>();
  const register = (taskType: OrchestratorSource): void => {
    if (registered.has(taskType.type)) throw duplicateType(taskType.type);
    registered.set(taskType.type, taskType);
  };
  for (const taskType of taskTypes) register(taskType);
  return {
    register,
    create: (type, context) => {
      const taskType = registered.get(type);
      if (taskType === undefined) throw describeUnknownType(type, [...registered.keys()]);
      return taskType.create(context);
    },
    types: () => [...registered.keys()],
  };
}

function duplicateType(type: TaskType): TaskloomError {
  return new TaskloomError("TASK_TYPE_DUPLICATE", `the task type '${type}' is registered twice`, { details: { type } });
}
