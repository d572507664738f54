import type { PlanStep, StepId, StepReferences } from "@taskloom/interfaces";
import type { PlanIndex } from "./plan-index.js";

/** What a call that begins at a step may refer to, in that step and in those that it may fuse. */
export interface Needs {
  /** Steps whose `tasks.<id>` may be read. */
  readonly tasks: ReadonlySet<StepId>;
  /** Steps that the call may make, and those that may follow them. */
  readonly steps: ReadonlySet<StepId>;
  readonly workflowInput: boolean;
  /** Whether the call may make more than the step that it begins with. */
  readonly goesOn: boolean;
}

/** How far a call may go: over steps without a handler, or (a relaxed unit) over relaxed handlers too. */
export type Reach = "fused" | "unit";

/** Where a call begins, and how far it may get. */
export interface Start {
  /** The empty id stands for the end of the run. */
  readonly step: StepId;
  readonly reach: Reach;
  /** The innermost container on the way to it that the call cannot leave, because others run there too. */
  readonly within?: StepId | undefined;
}

const cache = new WeakMap<PlanIndex, Map<string, Needs>>();

/** The needs of a call that begins there. */
export function needsOf(index: PlanIndex, start: Start): Needs {
  let known = cache.get(index);
  if (known === undefined) cache.set(index, (known = new Map<string, Needs>()));
  const key = `${start.reach} ${start.step} ${start.within}`;
  let needs = known.get(key);
  if (needs === undefined) known.set(key, (needs = computeNeeds(index, start)));
  return needs;
}

function computeNeeds(index: PlanIndex, start: Start): Needs {
  const reachable = listReachable(index, start);
  const references: (StepReferences | undefined)[] = [...reachable].map((id) => index.step(id).references);
  const mayEnd = [...reachable].some((id) => mayEndRun(index.step(id)));
  if (start.step === "" || mayEnd) references.push(index.plan.outputs);
  return {
    tasks: new Set(references.flatMap((reference) => [...(reference?.tasks ?? []), ...(reference?.children ?? [])])),
    steps: new Set([...reachable].flatMap((id) => [id, ...successors(index, id, start)])),
    workflowInput: references.some((reference) => reference?.workflowInput === true),
    goesOn: reachable.size > 1 || mayEnd,
  };
}

function mayEndRun(step: PlanStep): boolean {
  return step.parent === undefined && step.next === undefined;
}

/** The step, the containers around it (their `outputs`), and the steps that one call may go on to. */
function listReachable(index: PlanIndex, start: Start): Set<StepId> {
  const reachable = new Set<StepId>();
  const todo = start.step === "" ? [] : [start.step];
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    if (reachable.has(id)) continue;
    reachable.add(id);
    todo.push(...successors(index, id, start).filter((next) => isOnTheWay(index.step(next), start.reach)));
    const around = findAround(index, id, start);
    if (around !== undefined) todo.push(around);
  }
  return reachable;
}

function successors(index: PlanIndex, id: StepId, start: Start): StepId[] {
  const { next, onError, mayGoTo = [], children = [] } = index.step(id);
  const around = findAround(index, id, start);
  const siblings = around === undefined ? [] : (index.step(around).children ?? []);
  return [next, onError, ...mayGoTo, ...children, ...siblings].filter((step) => step !== undefined);
}

/** The container that the call may get to from the step. */
function findAround(index: PlanIndex, id: StepId, { within }: Start): StepId | undefined {
  const { parent } = index.step(id);
  return parent === within ? undefined : parent;
}

function isOnTheWay(step: PlanStep, reach: Reach): boolean {
  if (step.effects === "none" || step.effects === "idempotent") return true;
  return reach === "unit" && step.relaxed === true && step.effects === "handler";
}
