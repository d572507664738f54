import type { DefinitionSchema } from "./definition-schema.js";
import { findMisfits } from "./misfits.js";
import type { InspectTask } from "./task-tree.js";

/** Checks the form of each task by the schema of its type. */
export function createTaskInspection(schema: DefinitionSchema): InspectTask {
  return ({ config, type, pointer, id }) =>
    findMisfits(schema.taskSchema(type), config, {
      pointer,
      task: id,
      explainKey: (key) => explainKey(key, schema),
    });
}

/** A key of other types: it is known, but not here. */
function explainKey(key: string, { taskTypes }: DefinitionSchema): string | undefined {
  const owners = taskTypes.filter(({ configSchema }) => Object.hasOwn(configSchema.shape, key));
  if (owners.length === 0) return undefined;
  return `'${key}' is a key of ${owners.map(({ type }) => type).join(", ")}: put it on such a task`;
}
