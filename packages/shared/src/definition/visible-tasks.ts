import { findTopLevel, walkOutwards } from "./task-node.js";
import type { TaskNode } from "./task-node.js";
import type { TaskGraph } from "./task-graph.js";

/**
 * Whether `tasks.<id>` can name the task from there: siblings that run in sequence, those of the containers around,
 * the top level. Without `from`: from the workflow's own outputs.
 */
export function isVisible(task: TaskNode, from: TaskNode | undefined): boolean {
  const standing = standIn(task);
  if (standing.parent === undefined) return true;
  if (from === undefined) return false;
  for (const around of walkOutwards(from)) {
    if (around.parent === standing.parent) return around.nested.seesSiblings === true;
  }
  return false;
}

/** Whether some path ends the task before the other one begins. */
export function canRunBefore(task: TaskNode, from: TaskNode, graph: TaskGraph): boolean {
  const standing = standIn(task);
  const { parent } = standing;
  if (parent === undefined) return graph.isReachable(standing) && graph.canPrecede(standing, findTopLevel(from));
  for (const around of walkOutwards(from)) {
    if (around.parent === parent) return parent.children.indexOf(standing) < parent.children.indexOf(around);
  }
  return false;
}

/** The task, or the container that it is seen with. */
function standIn(task: TaskNode): TaskNode {
  return task.parent !== undefined && task.nested.seenOutside === true ? standIn(task.parent) : task;
}
