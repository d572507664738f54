import {
  isFailureStatus,
  isTerminalStatus,
  type RunChange,
  type TaskChange,
  type TaskPath,
} from "@taskloom/interfaces";
import { listTasks, type RunTree, type TreeTask } from "./run-tree.js";

/** A tree that grows with what happens to its run. */
export interface GrowingTree {
  readonly tree: RunTree;
  observe(change: RunChange): void;
  /** A handler has said how far it is. */
  note(path: TaskPath, note: string): void;
}

/** So many ended children of one container are kept one by one; of further ones its counts tell. */
const MAX_ENDED = 200;

export function growTree(run: Pick<RunTree, "runId" | "workflow" | "startedAt">): GrowingTree {
  const tree: RunTree = { ...run, status: "running", tasks: [] };
  const tasks = new Map<TaskPath, TreeTask>();
  const observeTask = (change: TaskChange): void => {
    const siblings = tasks.get(change.parent ?? "")?.children ?? tree.tasks;
    const task = tasks.get(change.path) ?? plant(change, siblings);
    tasks.set(change.path, task);
    applyChange(task, change);
    if (siblings.length > MAX_ENDED && isUneventful(task)) fell(task, siblings, tasks);
  };
  return {
    tree,
    observe: (change) => {
      if (change.kind === "task") observeTask(change);
      else if (change.kind === "run") tree.status = change.status;
    },
    note: (path, note) => {
      const task = tasks.get(path);
      if (task !== undefined && !isTerminalStatus(task.status)) task.note = note;
    },
  };
}

function plant({ path, id, status, attempt }: TaskChange, siblings: TreeTask[]): TreeTask {
  const task = { path, id, status, attempt, children: [] };
  siblings.push(task);
  return task;
}

/** Keys that did not change may be absent. */
function applyChange(task: TreeTask, change: TaskChange): void {
  const { status, attempt, startedAt, endedAt, counts, attemptError, error } = change;
  Object.assign(task, { status, attempt });
  if (startedAt !== undefined) task.startedAt = startedAt;
  if (endedAt !== undefined) task.endedAt = endedAt;
  if (counts !== undefined) task.counts = counts;
  const reason = error ?? attemptError;
  if (reason !== undefined) task.error = { code: reason.code, message: reason.message };
  if (!isTerminalStatus(status)) return;
  delete task.note;
  if (error === undefined) delete task.error;
}

function isUneventful({ status }: TreeTask): boolean {
  return isTerminalStatus(status) && !isFailureStatus(status);
}

function fell(task: TreeTask, siblings: TreeTask[], tasks: Map<TaskPath, TreeTask>): void {
  siblings.splice(siblings.lastIndexOf(task), 1);
  for (const { path } of listTasks([task])) tasks.delete(path);
}
