import { ROOT_PATH, type TaskPath } from "@taskloom/interfaces";

/** A task's path without what all paths have. */
export function namePath(path: TaskPath): string {
  return path.startsWith(`${ROOT_PATH}/`) ? path.slice(ROOT_PATH.length + 1) : path;
}
