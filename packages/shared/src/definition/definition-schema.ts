import type { TaskType } from "@taskloom/interfaces";
import { z } from "zod";
import type { ZodObject } from "zod";
import { TaskloomError } from "../errors/taskloom-error.js";
import type { TaskTypeDefinition } from "../model/task-type.js";
import { taskFields } from "./task-fields.js";
import { workflowSchema } from "./workflow-schema.js";

/** The form of definitions, given the task types that there are. */
export interface DefinitionSchema {
  readonly workflow: typeof workflowSchema;
  readonly taskTypes: readonly TaskTypeDefinition[];
  /** The type of a task that names none. */
  readonly defaultType: TaskType;
  /** Undefined when there is no such type. */
  findType(type: TaskType): TaskTypeDefinition | undefined;
  /** All keys of a task of that type, unknown ones being errors. */
  taskSchema(type: TaskTypeDefinition): ZodObject;
}

const known = new WeakMap<readonly TaskTypeDefinition[], Map<TaskType, DefinitionSchema>>();

/**
 * The schema for a list of task types. `type` defaults to `defaultType`, which defaults to the first of the list.
 * The same list gives the same schema.
 * @throws TASK_TYPE_DUPLICATE; TASK_TYPE_UNKNOWN when the default type is not in the list
 */
export function buildDefinitionSchema(
  taskTypes: readonly TaskTypeDefinition[],
  defaultType: TaskType = taskTypes[0]?.type ?? "",
): DefinitionSchema {
  let byDefault = known.get(taskTypes);
  if (byDefault === undefined) known.set(taskTypes, (byDefault = new Map<TaskType, DefinitionSchema>()));
  let schema = byDefault.get(defaultType);
  if (schema === undefined) byDefault.set(defaultType, (schema = createDefinitionSchema(taskTypes, defaultType)));
  return schema;
}

function createDefinitionSchema(taskTypes: readonly TaskTypeDefinition[], defaultType: TaskType): DefinitionSchema {
  const byName = indexTypes(taskTypes);
  if (!byName.has(defaultType)) {
    throw new TaskloomError("TASK_TYPE_UNKNOWN", `the default task type '${defaultType}' is not registered`);
  }
  const schemas = new Map<TaskTypeDefinition, ZodObject>();
  return {
    workflow: workflowSchema,
    taskTypes,
    defaultType,
    findType: (type) => byName.get(type),
    taskSchema(type) {
      let schema = schemas.get(type);
      if (schema === undefined) schemas.set(type, (schema = createTaskSchema(type)));
      return schema;
    },
  };
}

function indexTypes(taskTypes: readonly TaskTypeDefinition[]): ReadonlyMap<TaskType, TaskTypeDefinition> {
  const byName = new Map<TaskType, TaskTypeDefinition>();
  for (const taskType of taskTypes) {
    if (byName.has(taskType.type)) {
      throw new TaskloomError("TASK_TYPE_DUPLICATE", `the task type '${taskType.type}' is registered twice`);
    }
    byName.set(taskType.type, taskType);
  }
  return byName;
}

function createTaskSchema(taskType: TaskTypeDefinition): ZodObject {
  return z.strictObject({ ...taskFields, ...taskType.configSchema.shape });
}
