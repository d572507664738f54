import { ROOT_PATH, type RunTimer, type TaskRecord, type TimerId } from "@taskloom/interfaces";
import { startWork } from "./begin-execution.js";
import { issueCall, nextAttempt } from "./calls.js";
import { endExecution } from "./end-execution.js";
import { isPaused } from "./pause.js";
import { getRecord } from "./records.js";
import type { Reduction } from "./reduction.js";
import { closeRun, endIfDrained } from "./run-end.js";
import { settle } from "./settle.js";
import { awaitedSignal, findWait, offerAgain } from "./wait-frame.js";
import { waitTimedOut, waitTimePassed } from "./waits.js";

/** A timer's time has come. While the run is paused, what it leads to waits for the resume. */
export function timerFired(reduction: Reduction, timer: TimerId): void {
  const { state } = reduction;
  if (state.dueTimers.includes(timer)) return;
  if (!isPaused(state)) return takeTimer(reduction, timer, performTimer);
  if (state.timers[timer] !== undefined) state.dueTimers.push(timer);
}

/** What was due during the pause happens now, in the order in which it was due. */
export function performDueTimers(reduction: Reduction): void {
  const { dueTimers } = reduction.state;
  for (let timer = dueTimers.shift(); timer !== undefined; timer = dueTimers.shift()) {
    takeTimer(reduction, timer, performDue);
    settle(reduction);
  }
}

function takeTimer(
  reduction: Reduction,
  timer: TimerId,
  perform: (reduction: Reduction, started: RunTimer) => void,
): void {
  const { timers } = reduction.state;
  const started = timers[timer];
  if (started === undefined) return;
  delete timers[timer];
  perform(reduction, started);
}

/** A wait whose time passed during the pause still takes a signal from before its deadline. */
function performDue(reduction: Reduction, timer: RunTimer): void {
  const wait = findWait(getRecord(reduction.state, timer.path).frame);
  if (timer.purpose !== "timeout" || wait === undefined || awaitedSignal(wait) === undefined) {
    return performTimer(reduction, timer);
  }
  wait.overdue = true;
  offerAgain(reduction, wait);
}

function performTimer(reduction: Reduction, timer: RunTimer): void {
  if (timer.purpose === "grace") return endGrace(reduction);
  if (timer.path === ROOT_PATH) return timeOutRun(reduction);
  const record = getRecord(reduction.state, timer.path);
  switch (timer.purpose) {
    case "delay":
      return startWork(reduction, record, "delayed");
    case "retry":
      return issueCall(reduction, record, { kind: "delayed" }, nextAttempt(reduction, record), record.now);
    case "total":
      return timeOut(reduction, record, "TOTAL_TIMEOUT", "all attempts together took too long");
    case "wait":
      return waitTimePassed(reduction, record);
    case "timeout":
      return timeOutTask(reduction, record);
  }
}

function timeOutTask(reduction: Reduction, record: TaskRecord): void {
  const wait = findWait(record.frame);
  if (wait !== undefined) return waitTimedOut(reduction, record, wait);
  timeOut(reduction, record, "TASK_TIMEOUT", "it took longer than its time-out");
}

function timeOut(reduction: Reduction, record: TaskRecord, code: string, message: string): void {
  const error = { code, type: code, message, details: null, task: record.path };
  endExecution(reduction, record, { status: "timed_out", error });
}

function timeOutRun(reduction: Reduction): void {
  const message = "the run took longer than its time-out";
  closeRun(reduction, "timed_out", { code: "RUN_TIMEOUT", type: "RUN_TIMEOUT", message, details: null, task: null });
}

function endGrace(reduction: Reduction): void {
  reduction.state.draining = [];
  endIfDrained(reduction);
}
