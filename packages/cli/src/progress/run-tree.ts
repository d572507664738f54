import type { ContainerCounts, TaskPath, TaskStatus } from "@taskloom/interfaces";

/** A run and its tasks as people see them. Times in epoch milliseconds. */
export interface RunTree {
  readonly runId: string;
  readonly workflow: string;
  readonly startedAt: number;
  status: TaskStatus;
  endedAt?: number;
  readonly tasks: TreeTask[];
}

/** One execution of a task as people see it. */
export interface TreeTask {
  readonly path: TaskPath;
  readonly id: string;
  status: TaskStatus;
  attempt: number;
  startedAt?: number;
  endedAt?: number;
  /** Of a container. */
  counts?: ContainerCounts;
  /** Why it failed, or why its last attempt did. */
  error?: TreeError;
  /** What its handler last said of its progress. */
  note?: string;
  /** In the order of their creation. */
  readonly children: TreeTask[];
}

interface TreeError {
  readonly code: string;
  readonly message: string;
}

/** All tasks, each before those inside it. */
export function* listTasks(tasks: readonly TreeTask[]): Iterable<TreeTask> {
  for (const task of tasks) {
    yield task;
    yield* listTasks(task.children);
  }
}
