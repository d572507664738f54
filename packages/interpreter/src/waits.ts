import type { JsonObject, KeptSignal, SignalJudged, TaskRecord, WaitDirective, WaitFrame } from "@taskloom/interfaces";
import { issueCall } from "./calls.js";
import { dropEnded } from "./drop-record.js";
import { endExecution } from "./end-execution.js";
import { forgetMove } from "./move-values.js";
import { observeTask, present, type Reduction } from "./reduction.js";
import { dropSignal } from "./signal-buffer.js";
import { cancelTimers, startTimer } from "./timers.js";
import { awaitedSignal, findWait, getWait, offerAgain } from "./wait-frame.js";

/** A wait opens: its time runs, and it looks at the signals that the run has kept. */
export function openWait(reduction: Reduction, record: TaskRecord, directive: WaitDirective): void {
  const deadline = directive.timeoutMs === undefined ? undefined : reduction.at + directive.timeoutMs;
  record.frame = { kind: "wait", directive, seen: 0, ...present("deadline", deadline) };
  record.status = "waiting";
  lineUp(reduction, record);
  observeTask(reduction, record);
  if (deadline !== undefined) startTimer(reduction, "timeout", record.path, deadline);
  if ("untilMs" in directive.for) startTimer(reduction, "wait", record.path, directive.for.untilMs);
  offerAgain(reduction, record.frame);
}

/** Waits stand in the state in the order in which they opened: the first looks first. */
function lineUp({ state }: Reduction, record: TaskRecord): void {
  delete state.tasks[record.path];
  state.tasks[record.path] = record;
}

/** A wait looks at a signal: the orchestrator judges it, or it is taken as it is. */
export function examine(reduction: Reduction, record: TaskRecord, wait: WaitFrame, signal: KeptSignal): void {
  const { ask } = wait.directive;
  wait.seen = signal.order;
  wait.examining = signal;
  if (ask === "each_signal") return issueCall(reduction, record, { kind: "signal", signal }, 0, reduction.state.now);
  takeSignal(reduction, record);
  endWait(reduction, record, wait, { signal: describeSignal(signal) });
}

/** What a wait that takes a signal gives as its output. */
function describeSignal({ name, payload, receivedAt }: KeptSignal): JsonObject {
  return { name, payload, received_at: new Date(receivedAt).toISOString() };
}

/** What it waited for has come: the time runs no longer, and the output is shaped by a call or is this one. */
function endWait(reduction: Reduction, record: TaskRecord, wait: WaitFrame, value: JsonObject): void {
  cancelTimers(reduction, record);
  if (wait.directive.ask === "never")
    return endExecution(reduction, record, { status: "completed", output: { value } });
  issueCall(reduction, record, { kind: "wait_over" }, 0, reduction.state.now);
}

/** The signal that the wait looks at is its own now. */
export function takeSignal(reduction: Reduction, record: TaskRecord): void {
  const signal = findWait(record.frame)?.examining;
  if (signal === undefined || !dropSignal(reduction.state, signal.id)) return;
  reduction.observe?.({ kind: "signal", signal: signal.id, verdict: "taken", path: record.path });
}

/** The wait has looked at a signal and goes on: the signal is gone, or left for others. */
export function signalJudged(reduction: Reduction, record: TaskRecord, event: SignalJudged): void {
  const { verdict, signal, error } = event;
  const wait = getWait(record);
  dropEnded(reduction.state, record.frame);
  forgetMove(reduction.state, record.path);
  delete wait.examining;
  record.frame = wait;
  record.status = "waiting";
  if (verdict !== "left") dropSignal(reduction.state, signal);
  reduction.observe?.({ kind: "signal", signal, verdict, path: record.path, ...present("error", error) });
  observeTask(reduction, record);
  offerAgain(reduction, wait);
}

/** The time that it waited for has come. */
export function waitTimePassed(reduction: Reduction, record: TaskRecord): void {
  endWait(reduction, record, getWait(record), {});
}

/** Its signal has not come in time. */
export function waitTimedOut(reduction: Reduction, record: TaskRecord, wait: WaitFrame): void {
  const message = `'${awaitedSignal(wait) ?? record.id}' did not come in time`;
  const error = { code: "WAIT_TIMEOUT", type: "WAIT_TIMEOUT", message, details: null, task: record.path };
  endExecution(reduction, record, { status: "timed_out", error, ...present("next", wait.directive.onTimeout) });
}
