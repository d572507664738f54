import type { JsonObject } from "@taskloom/interfaces";

/** Tasks of a definition, each followed by the next. */
export function sequence(...tasks: readonly JsonObject[]): JsonObject {
  return {
    tasks: tasks.map((task, index) => {
      const next = tasks[index + 1]?.["id"];
      return next === undefined ? task : { ...task, on_success: { next } };
    }),
  };
}
