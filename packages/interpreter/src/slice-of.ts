import type { RunState, StepId, TaskPath, TaskRecord } from "@taskloom/interfaces";
import { needsOf, type Needs, type Reach } from "./needs.js";
import type { PlanIndex } from "./plan-index.js";
import { getRecord } from "./records.js";
import { isSequential } from "./sequential.js";
import { sliceFrame, type Slicing } from "./slice-frame.js";

/**
 * The part of a state that a call for one execution needs: the branch from the root to it, without siblings, and what
 * the execution and the steps that may follow in the same call refer to. It can be folded into like a state; values
 * are shared with the state, records and frames are not. `rebuild` names containers on the branch whose children are
 * to be prepared again.
 * @throws when there is no such execution
 */
export function sliceOf(
  index: PlanIndex,
  state: RunState,
  path: TaskPath,
  reach: Reach = "fused",
  rebuild: readonly TaskPath[] = [],
): RunState {
  const needs = mergeNeeds([path, ...rebuild].map((place) => needsAt(index, state, place, reach)));
  const slice = emptySlice(state, needs);
  const slicing: Slicing = { state, slice, needs, target: path };
  for (const record of listBranch(state, path)) addToSlice(slicing, record);
  return slice;
}

/** Whether a call that begins with this execution may go on to a step without a handler, or to the end of the run. */
export function mayGoOn(index: PlanIndex, state: RunState, path: TaskPath): boolean {
  return needsAt(index, state, path, "fused").goesOn;
}

function needsAt(index: PlanIndex, state: RunState, path: TaskPath, reach: Reach): Needs {
  const { step, parent } = getRecord(state, path);
  const around = parent === null ? [] : listBranch(state, parent);
  const within = around.findLast(({ frame }) => frame !== undefined && !isSequential(frame));
  return needsOf(index, { step, reach, within: within?.step });
}

function mergeNeeds(all: readonly Needs[]): Needs {
  const [first] = all;
  if (first !== undefined && all.length === 1) return first;
  return {
    tasks: new Set(all.flatMap((needs) => [...needs.tasks])),
    steps: new Set(all.flatMap((needs) => [...needs.steps])),
    workflowInput: all.some((needs) => needs.workflowInput),
    goesOn: all.some((needs) => needs.goesOn),
  };
}

function emptySlice(state: RunState, needs: Needs): RunState {
  const slice: RunState = {
    ...state,
    input: needs.workflowInput ? state.input : { value: null },
    tasks: {},
    inFlight: 1,
    draining: [],
    signals: { kept: [], nextOrder: 1, bytes: 0, ids: [] },
    timers: {},
    dueTimers: [],
    hungry: [],
    requests: [],
    bytes: 0,
  };
  if (slice.moving !== undefined) delete slice.moving;
  return slice;
}

/** The records from the root to the execution. */
function listBranch(state: RunState, path: TaskPath): TaskRecord[] {
  const branch: TaskRecord[] = [];
  for (let at: TaskPath | null = path; at !== null;) {
    const record: TaskRecord = getRecord(state, at);
    branch.unshift(record);
    at = record.parent;
  }
  return branch;
}

function addToSlice(slicing: Slicing, record: TaskRecord): void {
  const { frame, passes } = record;
  const copy: TaskRecord = { ...record };
  slicing.slice.tasks[record.path] = copy;
  if (passes !== undefined) copy.passes = slicePasses(passes, slicing.needs.steps);
  if (frame !== undefined) copy.frame = sliceFrame(slicing, record, frame);
}

function slicePasses(passes: Readonly<Record<StepId, number>>, steps: ReadonlySet<StepId>): Record<StepId, number> {
  const kept: Record<StepId, number> = {};
  for (const step of steps) {
    const pass = passes[step];
    if (pass !== undefined) kept[step] = pass;
  }
  return kept;
}
