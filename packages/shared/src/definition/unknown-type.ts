import { z } from "zod";
import { TaskloomError } from "../errors/taskloom-error.js";
import type { TaskTypeDefinition } from "../model/task-type.js";

/** Stands in for a type that nobody registered, so that the rest of the definition can be checked. */
export function createUnknownType(type: string): TaskTypeDefinition {
  return {
    type,
    configSchema: z.object({}),
    children: () => [],
    expressions: () => [],
    effects: () => "none",
    next: () => [],
    signals: () => [],
    create() {
      throw new TaskloomError("TASK_TYPE_UNKNOWN", `there is no task type '${type}'`);
    },
  };
}
