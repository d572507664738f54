import {
  ROOT_PATH,
  type CallEvent,
  type RunState,
  type TaskEnded,
  type TaskPath,
  type TaskRecord,
} from "@taskloom/interfaces";
import { startDelay } from "./begin-execution.js";
import { closeCall, isIssued } from "./calls.js";
import { endExecution } from "./end-execution.js";
import { openChildren } from "./open-children.js";
import { findOpen } from "./records.js";
import type { Reduction } from "./reduction.js";
import { drainCall, endRun } from "./run-end.js";
import { openWait, signalJudged, takeSignal } from "./waits.js";

/** Folds what a call brought, if the execution still waits for that call. */
export function foldCallEvent(reduction: Reduction, event: CallEvent): void {
  const record = findAnswered(reduction, event);
  if (record?.call === undefined) return;
  const { now } = record.call;
  closeCall(reduction, record);
  noteCall(record, event);
  switch (event.kind) {
    case "task_delayed":
      return startDelay(reduction, record);
    case "children_opened":
      return openChildren(reduction, record, event.directive, now);
    case "wait_opened":
      return openWait(reduction, record, event.directive);
    case "signal_judged":
      return signalJudged(reduction, record, event);
    case "task_ended":
      return taskEnded(reduction, record, event);
  }
}

interface OfCall {
  readonly kind: string;
  readonly path: TaskPath;
  readonly call: number;
}

/** The execution whose call has returned; a run that is closing may have waited for it. */
export function findAnswered(reduction: Reduction, event: OfCall): TaskRecord | undefined {
  const record = findAwaiting(reduction, event);
  drainCall(reduction, event.path, event.call);
  return record;
}

/** The execution that waits for this call; what comes too late is noted, and nothing else. */
export function findAwaiting({ state, observe }: Reduction, event: OfCall): TaskRecord | undefined {
  if (isAwaited(state, event)) return state.tasks[event.path];
  observe?.({ kind: "late", path: event.path, event: event.kind });
  return undefined;
}

/** Whether an open execution waits for this call. */
export function isAwaited(state: RunState, { path, call }: Pick<OfCall, "path" | "call">): boolean {
  const record = findOpen(state, path);
  return isIssued(record?.call) && record.call.number === call;
}

function noteCall(record: TaskRecord, event: CallEvent): void {
  if (event.kind !== "task_delayed") record.startedAt ??= event.startedAt;
  if (event.id !== undefined) record.id = event.id;
  if (event.input !== undefined && record.input === undefined) record.input = event.input;
  if (event.meta !== undefined) record.meta = event.meta;
}

function taskEnded(reduction: Reduction, record: TaskRecord, event: TaskEnded): void {
  const { status, output, error, next, attempt, endedAt } = event;
  if (record.path === ROOT_PATH) return endRun(reduction, status, output, error);
  record.attempt = Math.max(record.attempt, attempt);
  record.endedAt = endedAt;
  takeSignal(reduction, record);
  endExecution(reduction, record, {
    status,
    ...(output !== undefined && { output }),
    ...(error !== undefined && { error }),
    ...(next !== undefined && { next }),
  });
}
