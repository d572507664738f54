import type { ChildrenFrame, TaskRecord } from "@taskloom/interfaces";
import { beginExecution } from "./begin-execution.js";
import { hasRoomForCall, queueForCall } from "./call-budget.js";
import { releaseCall } from "./calls.js";
import { childAt } from "./child-at.js";
import { moveCount } from "./counts.js";
import { setMark } from "./marks.js";
import { isPaused } from "./pause.js";
import { findOpen } from "./records.js";
import type { Reduction } from "./reduction.js";

/** Starts children while the container's window, its batch and the run's budget of calls allow it. */
export function fillWindow(reduction: Reduction, record: TaskRecord, frame: ChildrenFrame): void {
  if (isPaused(reduction.state) || frame.stopping === true || record.call !== undefined) return;
  while (hasRoom(frame) && reduction.fault === undefined) {
    if (mustQueue(reduction, record, frame)) return queueForCall(reduction.state, record);
    startChild(reduction, record, frame);
  }
}

function hasRoom(frame: ChildrenFrame): boolean {
  const { directive, counts, nextIndex } = frame;
  if (counts.pending === 0 || counts.running >= directive.window) return false;
  const startsBatch = directive.batch !== undefined && nextIndex % directive.batch === 0;
  return !startsBatch || counts.running === 0;
}

/** A sequence goes on with the call that its last step has left free; others line up behind those that wait already. */
function mustQueue({ state }: Reduction, record: TaskRecord, frame: ChildrenFrame): boolean {
  if (!hasRoomForCall(state)) return true;
  const [first = record.path] = state.hungry;
  return frame.directive.window > 1 && first !== record.path;
}

function startChild(reduction: Reduction, record: TaskRecord, frame: ChildrenFrame): void {
  const position = frame.nextIndex;
  frame.nextIndex += 1;
  frame.counts = moveCount(frame.counts, "pending", "running");
  setMark(frame.marks, position, "running");
  beginExecution(reduction, record, childAt(frame.directive, position, record.id), position);
}

/** Gives room that has come free to the first that waits for it, and says whether there was one. */
export function feedHungry(reduction: Reduction): boolean {
  const { state } = reduction;
  const [path] = state.hungry;
  if (path === undefined || !hasRoomForCall(state) || isPaused(state)) return false;
  const record = findOpen(state, path);
  if (record !== undefined) feed(reduction, record);
  if (hasRoomForCall(state)) state.hungry.shift();
  return true;
}

function feed(reduction: Reduction, record: TaskRecord): void {
  releaseCall(reduction, record);
  if (record.frame?.kind === "children") fillWindow(reduction, record, record.frame);
}
