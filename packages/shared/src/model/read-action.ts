import type { TaskConfig } from "@taskloom/interfaces";

/** The name of the handler that a task's configuration gives; undefined where it gives none. */
export function readAction(task: TaskConfig): string | undefined {
  const action: unknown = Reflect.get(task, "action");
  return typeof action === "string" ? action : undefined;
}
