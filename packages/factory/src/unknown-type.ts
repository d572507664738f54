import type { TaskType } from "@taskloom/interfaces";
import { findNearest, TaskloomError } from "@taskloom/shared";

/** TASK_TYPE_UNKNOWN, naming the type, the nearest of the registered ones if one is near, and all of them. */
export function describeUnknownType(type: TaskType, registered: readonly TaskType[]): TaskloomError {
  const nearest = findNearest(type, registered);
  const hint = nearest === undefined ? "" : ` Did you mean '${nearest}'?`;
  const known = registered.length === 0 ? "none" : registered.join(", ");
  return new TaskloomError("TASK_TYPE_UNKNOWN", `there is no task type '${type}'.${hint} Registered: ${known}`, {
    details: { type, nearest: nearest ?? null, registered },
  });
}
