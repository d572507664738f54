import { isFailureStatus, isTerminalStatus, TASK_STATUSES, type TaskStatus } from "@taskloom/interfaces";
import type { TreeTask } from "./run-tree.js";

/** One line of a tree: a task, or how many are not shown. */
export type TreeLine = { readonly depth: number } & ({ readonly task: TreeTask } | { readonly folded: string });

/** What is left out, one thing after the other, until the tree fits. */
interface Folding {
  /** What stands inside tasks that have ended. */
  readonly inside: boolean;
  /** Tasks that have ended well. */
  readonly ended: boolean;
  /** Tasks that have failed. */
  readonly failed: boolean;
}

const FOLDINGS: readonly Folding[] = [
  { inside: false, ended: false, failed: false },
  { inside: true, ended: false, failed: false },
  { inside: true, ended: true, failed: false },
  { inside: true, ended: true, failed: true },
];

/** The lines of a tree, at most so many: what runs is shown as long as there is room, the rest as counts. */
export function layoutTree(tasks: readonly TreeTask[], maxLines: number): readonly TreeLine[] {
  let lines: readonly TreeLine[] = [];
  for (const folding of FOLDINGS) {
    lines = layoutList(tasks, 0, folding);
    if (lines.length <= maxLines) return lines;
  }
  const shown = lines.slice(0, Math.max(0, maxLines - 1));
  return [...shown, { depth: 0, folded: `${lines.length - shown.length} more lines` }].slice(0, maxLines);
}

function layoutList(tasks: readonly TreeTask[], depth: number, folding: Folding): readonly TreeLine[] {
  const hidden = tasks.filter((task) => isFolded(task, folding));
  const lines: TreeLine[] = hidden.length === 0 ? [] : [{ depth, folded: countStatuses(hidden) }];
  for (const task of tasks) {
    if (isFolded(task, folding)) continue;
    lines.push({ depth, task });
    if (!folding.inside || !isTerminalStatus(task.status)) lines.push(...layoutList(task.children, depth + 1, folding));
  }
  return lines;
}

function isFolded({ status }: TreeTask, { ended, failed }: Folding): boolean {
  return isFailureStatus(status) ? failed : ended && isTerminalStatus(status);
}

/** `12 completed, 1 failed`. */
function countStatuses(tasks: readonly TreeTask[]): string {
  const counts = new Map<TaskStatus, number>();
  for (const { status } of tasks) counts.set(status, (counts.get(status) ?? 0) + 1);
  return TASK_STATUSES.flatMap((status) =>
    counts.has(status) ? [`${counts.get(status)} ${nameStatus(status)}`] : [],
  ).join(", ");
}

/** A status in words. */
export function nameStatus(status: TaskStatus): string {
  return status === "timed_out" ? "timed out" : status;
}
