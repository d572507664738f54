import type {
  Command,
  CompletedOutside,
  OutsideEvent,
  RunEvent,
  RunStarted,
  RunState,
  SignalReceived,
} from "@taskloom/interfaces";
import { ROOT_PATH } from "@taskloom/interfaces";
import { foldAttemptEvent } from "./attempts.js";
import { beginAgain } from "./begin-again.js";
import { closeCall } from "./calls.js";
import { control } from "./control.js";
import { endExecution } from "./end-execution.js";
import { foldCallEvent } from "./fold-call.js";
import { moveLargest, valuesMoved } from "./move-values.js";
import type { PlanIndex } from "./plan-index.js";
import { findOpen, getRecord } from "./records.js";
import { offer, present, type Observer, type Reduction } from "./reduction.js";
import { endRun } from "./run-end.js";
import { beginTopLevel } from "./sequence.js";
import { settle } from "./settle.js";
import { keepSignal, rejectSignal } from "./signal-buffer.js";
import { timerFired } from "./timer-fired.js";
import { startTimer } from "./timers.js";

/** What one event led to. The state is the one that was given, changed in place. */
export interface Reduced {
  readonly state: RunState;
  readonly commands: readonly Command[];
}

/**
 * Folds one event into a run's state and says what the driver has to do. Pure but for changing the state in place:
 * the same state, event and time give the same result. Late, repeated and unknown events change nothing.
 * `at` is the driver's clock in epoch milliseconds; `observe` is told of every change.
 */
export function reduce(index: PlanIndex, state: RunState, event: RunEvent, at: number, observe?: Observer): Reduced {
  const reduction: Reduction = { index, state, at, commands: [], observe, ended: [], offers: [] };
  state.seq += 1;
  state.now = "endedAt" in event ? event.endedAt : at;
  if (state.endedAt === undefined) foldEvent(reduction, event);
  else noteLate(reduction, event);
  settle(reduction);
  moveLargest(reduction);
  return { state, commands: reduction.commands };
}

function foldEvent(reduction: Reduction, event: RunEvent): void {
  switch (event.kind) {
    case "attempt_started":
    case "attempt_failed":
    case "attempt_memo":
      return foldAttemptEvent(reduction, event);
    case "cancel_requested":
    case "terminate_requested":
    case "pause_requested":
    case "resume_requested":
      return control(reduction, event);
    case "task_delayed":
    case "task_ended":
    case "children_opened":
    case "wait_opened":
    case "signal_judged":
      return foldCallEvent(reduction, event);
    default:
      return foldOutsideEvent(reduction, event);
  }
}

function foldOutsideEvent(reduction: Reduction, event: OutsideEvent): void {
  switch (event.kind) {
    case "run_started":
      return startRun(reduction, event);
    case "run_rewound":
      return beginAgain(reduction.state, event.by);
    case "timer_fired":
      return timerFired(reduction, event.timer);
    case "signal_received":
      return receiveSignal(reduction, event);
    case "values_moved":
      return valuesMoved(reduction, event);
    case "completed_outside":
      return completeOutside(reduction, event);
  }
}

function startRun(reduction: Reduction, { refused }: RunStarted): void {
  const { state, index, at } = reduction;
  if (state.status !== "pending") return;
  state.status = "running";
  state.startedAt = at;
  const root = getRecord(state, ROOT_PATH);
  root.status = "running";
  reduction.observe?.({ kind: "run", status: "running" });
  if (refused !== undefined) return endRun(reduction, "failed", undefined, refused);
  if (index.plan.timeoutMs !== undefined) startTimer(reduction, "timeout", ROOT_PATH, at + index.plan.timeoutMs);
  beginTopLevel(reduction, index.plan.start);
}

function receiveSignal(reduction: Reduction, { signal }: SignalReceived): void {
  const { index, state, at, observe } = reduction;
  const rejection = rejectSignal(index, state, signal);
  observe?.({ kind: "signal", signal: signal.id, verdict: rejection ?? "kept" });
  if (rejection !== undefined) return;
  keepSignal(state, signal, at);
  offer(reduction, signal.name);
}

function completeOutside(reduction: Reduction, event: CompletedOutside): void {
  const record = findOpen(reduction.state, event.path);
  if (record === undefined || record.path === ROOT_PATH || record.attempt !== event.attempt) {
    return reduction.observe?.({ kind: "late", path: event.path, event: event.kind });
  }
  closeCall(reduction, record);
  const { status, output, error } = event;
  endExecution(reduction, record, { status, ...present("output", output), ...present("error", error) });
}

function noteLate(reduction: Reduction, event: RunEvent): void {
  if ("path" in event) reduction.observe?.({ kind: "late", path: event.path, event: event.kind });
}
