import type { ChildrenFrame, RunState, SequenceFrame, StepId, TaskPath, TaskRecord } from "@taskloom/interfaces";
import { cancelCall, isIssued } from "./calls.js";
import { childAt } from "./child-at.js";
import { dropEnded, dropRecord } from "./drop-record.js";
import type { PlanIndex } from "./plan-index.js";
import { forgetMove } from "./move-values.js";
import { listOpenInside } from "./open-inside.js";
import { getFrameAround } from "./records.js";
import { observeTask, sizeOf, type Ending, type Reduction } from "./reduction.js";
import { cancelTimers } from "./timers.js";
import { isSequential } from "./sequential.js";
import { offerAgain } from "./wait-frame.js";

/** Ends an open execution and everything inside it; the frame around it hears of it when the reduction settles. */
export function endExecution(reduction: Reduction, record: TaskRecord, ending: Ending): void {
  if (record.frame?.kind === "children" && record.frame.counts.running > 0) cancelInside(reduction, record);
  stopWork(reduction, record);
  record.status = ending.status;
  record.endedAt ??= reduction.at;
  if (ending.output !== undefined) record.output = ending.output;
  if (ending.error !== undefined) record.error = ending.error;
  observeTask(reduction, record);
  keepOrDrop(reduction, record);
  reduction.ended.push({ record, ending });
}

/** Cancels whatever is open inside a container, without asking it. */
function cancelInside(reduction: Reduction, container: TaskRecord): void {
  for (const record of listOpenInside(reduction.state, container)) cancelExecution(reduction, record);
}

/** Cancels one execution from outside: its container is not told. What never started is skipped. */
export function cancelExecution(reduction: Reduction, record: TaskRecord): void {
  const started = hasStarted(record);
  stopWork(reduction, record);
  dropEnded(reduction.state, record.frame);
  record.status = started ? "canceled" : "skipped";
  record.endedAt = reduction.at;
  observeTask(reduction, record);
  dropRecord(reduction.state, record.path);
}

/** Whether a call was made for it, or its work has begun; a delay alone is no start. */
function hasStarted(record: TaskRecord): boolean {
  return record.startedAt !== undefined || isIssued(record.call);
}

function stopWork(reduction: Reduction, record: TaskRecord): void {
  cancelCall(reduction, record);
  cancelTimers(reduction, record);
  record.endedSeq = reduction.state.seq;
  offerAgain(reduction, record.frame);
}

/** A record stays as long as a later step can refer to it. */
function keepOrDrop(reduction: Reduction, record: TaskRecord): void {
  const { state, index } = reduction;
  const around = getFrameAround(state, record);
  const isSeen = seesSiblings(around, record);
  showInside(state, record, isSeen ? around : undefined);
  if (!isSeen || !index.isReferred(record.step)) return dropRecord(state, record.path);
  forgetMove(state, record.path);
  state.tasks[record.path] = summarise(index, record);
  state.bytes += sizeOf(record.output);
  showEnded(state, around, record.step, record.path);
}

/** Steps that run one after the other can refer to each other; children that run together, and items, cannot. */
function seesSiblings(around: SequenceFrame | ChildrenFrame, { index, id }: TaskRecord): boolean {
  if (around.kind === "sequence") return true;
  return isSequential(around) && childAt(around.directive, Number(index), id).index === undefined;
}

/** An only child can be referred to from wherever its container can; others only while the container is open. */
function showInside(state: RunState, { frame }: TaskRecord, around: SequenceFrame | ChildrenFrame | undefined): void {
  if (around === undefined || frame?.kind !== "children" || frame.directive.collect !== "only") {
    return dropEnded(state, frame);
  }
  for (const [step, path] of Object.entries(frame.ended)) showEnded(state, around, step, path);
}

/** Later steps see this ended execution of the step, and none before it. */
function showEnded(state: RunState, { ended }: SequenceFrame | ChildrenFrame, step: StepId, path: TaskPath): void {
  const before = ended[step];
  if (before !== undefined) dropRecord(state, before);
  ended[step] = path;
}

type Ended = TaskRecord & Required<Pick<TaskRecord, "endedSeq" | "endedAt">>;

/** Key by key: leaving keys out of a spread takes several times as long. */
function copyWithoutWork(record: Ended): TaskRecord {
  const { path, step, id, parent, status, createdSeq, endedSeq, endedAt, attempt, calls, now } = record;
  const copy: TaskRecord = { path, step, id, parent, status, createdSeq, endedSeq, endedAt, attempt, calls, now };
  if (record.startedAt !== undefined) copy.startedAt = record.startedAt;
  if (record.index !== undefined) copy.index = record.index;
  if (record.output !== undefined) copy.output = record.output;
  if (record.error !== undefined) copy.error = record.error;
  if (record.meta !== undefined) copy.meta = record.meta;
  return copy;
}

/** What stays of an ended execution: what `tasks.<id>` shows. */
function summarise(index: PlanIndex, record: TaskRecord): TaskRecord {
  const { frame } = record;
  const kept = copyWithoutWork(record as Ended);
  if (frame?.kind !== "children" || !index.hasChildrenReferred(record.step)) return kept;
  const children = Object.values(frame.results).map((result) => [result.id, result] as const);
  return { ...kept, children: Object.fromEntries(children) };
}
