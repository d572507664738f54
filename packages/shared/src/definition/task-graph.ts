import type { StepId } from "@taskloom/interfaces";
import { createReach } from "./reach.js";
import type { TaskNode } from "./task-node.js";

/** How a run can go over the top-level tasks. */
export interface TaskGraph {
  /** The task that a run begins with. */
  readonly start: TaskNode | undefined;
  /** Some path from the start leads to the task. */
  isReachable(node: TaskNode): boolean;
  /** Some path leads from the one to the other, or in a circle when they are the same. */
  canPrecede(earlier: TaskNode, later: TaskNode): boolean;
  /** Some `on_error` leads to the task, or to one before it. */
  isAfterError(node: TaskNode): boolean;
  /** Some task has an `on_error`. */
  readonly hasErrorPath: boolean;
}

/** Ids that a top-level task can be followed by. */
function listSuccessors({ config, type, isBroken }: TaskNode): readonly StepId[] {
  if (isBroken) return [];
  const targets = [config.on_success?.next, config.on_error?.next, ...type.next(config).map(({ to }) => to)];
  return targets.filter((target) => target !== undefined);
}

export function createTaskGraph(roots: readonly TaskNode[], startId: StepId | undefined): TaskGraph {
  const numbers = new Map(roots.map(({ id }, index) => [id, index]));
  const find = (id: StepId | undefined): readonly number[] =>
    [id === undefined ? undefined : numbers.get(id)].filter((index) => index !== undefined);
  const reach = createReach(roots.map((node) => listSuccessors(node).flatMap(find)));
  const start = startId === undefined ? roots[0] : roots.find(({ id }) => id === startId);
  const reachable = reach.flood(find(start?.id));
  const errorTargets = roots.flatMap(({ config }) => find(config.on_error?.next));
  const afterError = reach.flood(errorTargets);
  const numberOf = ({ id }: TaskNode): number => numbers.get(id) ?? -1;
  return {
    start,
    isReachable: (node) => reachable[numberOf(node)] === 1,
    canPrecede: (earlier, later) => reach.leads(numberOf(earlier), numberOf(later)),
    isAfterError: (node) => afterError[numberOf(node)] === 1,
    hasErrorPath: errorTargets.length > 0,
  };
}
