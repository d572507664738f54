import type { TaskLogEntry, TaskPath } from "@taskloom/interfaces";

/** How many lines a run's log keeps; the oldest go first. */
export const MAX_LOG_LINES = 10_000;

/** Whether the line is of that execution or of one inside it; without a path every line is. */
export function isLoggedIn(path: TaskPath | undefined, entry: TaskLogEntry): boolean {
  if (path === undefined || entry.path === path) return true;
  if (!entry.path.startsWith(path)) return false;
  const next = entry.path[path.length];
  return next === "/" || next === "[";
}
