import type { ContainerCounts, StoredValue, TaskChange, TaskError, TaskPath, TaskStatus } from "@taskloom/interfaces";

/** What is known of one execution, from all its changes. Times are epoch milliseconds. */
export interface TaskView {
  change: TaskChange;
  input?: StoredValue;
  output?: StoredValue;
  startedAt?: number;
  endedAt?: number;
  error?: TaskError;
  counts?: ContainerCounts;
  status: TaskStatus;
  attemptErrors: TaskError[];
}

/** Adds a change to what is known of its execution. */
export function noteTask(tasks: Map<TaskPath, TaskView>, change: TaskChange): void {
  const view = tasks.get(change.path) ?? { change, status: change.status, attemptErrors: [] };
  tasks.set(change.path, view);
  view.change = change;
  view.status = change.status;
  for (const key of ["input", "output", "startedAt", "endedAt", "error", "counts"] as const) {
    if (change[key] !== undefined) Object.assign(view, { [key]: change[key] });
  }
  if (change.attemptError !== undefined) view.attemptErrors.push(change.attemptError);
}
