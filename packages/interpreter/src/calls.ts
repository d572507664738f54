import type { Ask, OpenCall, TaskRecord } from "@taskloom/interfaces";
import { hasRoomForCall, queueForCall } from "./call-budget.js";
import { isPaused } from "./pause.js";
import { observeTask, type Reduction } from "./reduction.js";
import { startTimer } from "./timers.js";

/** What a call that begins or repeats the step's work makes: an attempt, where the step is made in attempts. */
export function nextAttempt(reduction: Reduction, record: TaskRecord): number {
  return reduction.index.step(record.step).attempts === undefined ? 0 : record.attempt + 1;
}

/** Issues a call for an execution, or holds it back while the run is paused or has as many calls as it may. */
export function issueCall(reduction: Reduction, record: TaskRecord, ask: Ask, attempt: number, now: number): void {
  record.calls += 1;
  record.call = { number: record.calls, ask, attempt, now, held: true };
  if (isPaused(reduction.state)) showPaused(reduction, record);
  else releaseCall(reduction, record);
}

/** Only what has not started is paused: neither a task between two attempts nor a container, nor the run itself. */
function showPaused(reduction: Reduction, record: TaskRecord): void {
  if (record.startedAt !== undefined || record.frame !== undefined) return;
  record.status = "paused";
  observeTask(reduction, record);
}

/** Issues a call that was held back, as soon as there is room for it. */
export function releaseCall(reduction: Reduction, record: TaskRecord): void {
  if (record.call?.held !== true) return;
  if (!hasRoomForCall(reduction.state)) return queueForCall(reduction.state, record);
  const { held: _, ...call } = record.call;
  record.call = call;
  sendCall(reduction, record, call);
  if (record.frame === undefined) beginWork(reduction, record, call);
}

function sendCall(reduction: Reduction, { path }: TaskRecord, { number, ask, attempt }: OpenCall): void {
  reduction.state.inFlight += 1;
  reduction.commands.push({ kind: "advance", path, call: number, ask, attempt });
}

/** The execution waits no longer, and the limits of its work begin. */
function beginWork(reduction: Reduction, record: TaskRecord, { ask }: OpenCall): void {
  if (record.status === "waiting" || record.status === "paused") {
    record.status = record.startedAt === undefined ? "pending" : "running";
    observeTask(reduction, record);
  }
  const { delayMs, timeoutMs, attempts } = reduction.index.step(record.step);
  if (ask.kind === "begin" && delayMs !== undefined) return;
  const { totalTimeoutMs } = attempts ?? {};
  if (totalTimeoutMs !== undefined) startTimer(reduction, "total", record.path, reduction.at + totalTimeoutMs);
  if (timeoutMs !== undefined) startTimer(reduction, "timeout", record.path, reduction.at + timeoutMs);
}

/** Whether the driver was told to make the call: it is not held back. */
export function isIssued(call: OpenCall | undefined): call is OpenCall {
  return call !== undefined && call.held !== true;
}

/** The call has returned, or is no longer waited for. */
export function closeCall({ state }: Reduction, record: TaskRecord): void {
  if (isIssued(record.call)) state.inFlight -= 1;
  delete record.call;
}

/** Tells the call under way to stop; what it returns is late. */
export function cancelCall(reduction: Reduction, record: TaskRecord): void {
  const { call, path } = record;
  if (isIssued(call)) reduction.commands.push({ kind: "cancel_call", path, call: call.number });
  closeCall(reduction, record);
}
