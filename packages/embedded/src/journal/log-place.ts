import type { TaskLogEntry, TaskPath } from "@taskloom/interfaces";

/** Whether the line is of that execution or of one inside it; without a path every line is. */
export function isLoggedIn(path: TaskPath | undefined, entry: TaskLogEntry): boolean {
  if (path === undefined || entry.path === path) return true;
  if (!entry.path.startsWith(path)) return false;
  const next = entry.path[path.length];
  return next === "/" || next === "[";
}
