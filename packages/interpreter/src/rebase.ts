import { isTerminalStatus, type ChildrenFrame, type Frame, type RunState, type StepId } from "@taskloom/interfaces";
import type { PlanIndex } from "./plan-index.js";
import { findWait } from "./wait-frame.js";

/** A state that goes on with another plan, or why it cannot. */
export type Rebased = { readonly state: RunState } | { readonly reasons: readonly string[] };

/**
 * Moves a run to an edited definition. It can go on if every task that is open, and every child that an open container
 * has still to start, exists at the same place and is of the same type; what has ended stays as it was. The given
 * state is not changed.
 */
export function rebase(from: PlanIndex, to: PlanIndex, state: RunState, hash: string): Rebased {
  const reasons = findObstacles(from, to, state);
  if (reasons.length > 0) return { reasons };
  return { state: { ...(JSON.parse(JSON.stringify(state)) as RunState), hash } };
}

function findObstacles(from: PlanIndex, to: PlanIndex, state: RunState): string[] {
  if (from.plan.workflow !== to.plan.workflow) return ["it is another workflow"];
  const open = Object.values(state.tasks).filter(({ status, step }) => step !== "" && !isTerminalStatus(status));
  const steps = open.flatMap((record) => [record.step, ...listAhead(record.frame)]);
  return [...new Set(steps)].flatMap((step) => compareStep(from, to, step));
}

/** Steps that an open execution goes on to without asking. */
function listAhead(frame: Frame | undefined): StepId[] {
  const next = findWait(frame)?.directive.onTimeout;
  const ahead = next === undefined ? [] : [next];
  return frame?.kind === "children" ? [...ahead, ...listChildren(frame)] : ahead;
}

function listChildren({ directive: { source } }: ChildrenFrame): StepId[] {
  return "children" in source ? source.children.map(({ step }) => step) : [source.step];
}

function compareStep(from: PlanIndex, to: PlanIndex, id: StepId): string[] {
  const before = from.step(id);
  const after = to.plan.steps[id];
  if (after === undefined) return [`task '${id}' is under way or to come and does not exist any more`];
  if (after.type !== before.type) return [`task '${id}' is under way or to come and has another type`];
  if (after.parent !== before.parent) return [`task '${id}' is under way or to come and stands in another container`];
  return [];
}
