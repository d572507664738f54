import type { JsonObject, TaskType } from "@taskloom/interfaces";
import { TaskloomError } from "../errors/taskloom-error.js";
import type { TaskTypeDefinition } from "../model/task-type.js";
import { createDefinitionModel } from "./definition-model.js";
import type { DefinitionModel } from "./definition-model.js";
import { buildDefinitionSchema } from "./definition-schema.js";
import { createTaskTree } from "./task-tree.js";
import type { WorkflowConfig } from "./workflow-schema.js";

/** The task types that definitions are read with. */
export interface TaskTypeOptions {
  readonly taskTypes: readonly TaskTypeDefinition[];
  /** The type of a task that names none. Default: the first of `taskTypes`. */
  readonly defaultType?: TaskType;
}

/**
 * Takes a definition apart that was checked when it was compiled, perhaps by another process.
 * @throws TASK_TYPE_UNKNOWN when it needs a type that is not there
 */
export function openDefinition(definition: JsonObject, options: TaskTypeOptions): DefinitionModel {
  const workflow = definition as JsonObject & WorkflowConfig;
  const schema = buildDefinitionSchema(options.taskTypes, options.defaultType);
  const tree = createTaskTree(workflow.tasks, schema, () => ({ findings: [], isUsable: true }));
  const [fault] = tree.findings;
  if (fault !== undefined) throw new TaskloomError(fault.code, fault.message);
  return createDefinitionModel(workflow, tree);
}
