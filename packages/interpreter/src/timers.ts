import type { PlanStep, TaskPath, TaskRecord, TimerId, TimerPurpose } from "@taskloom/interfaces";
import type { Reduction } from "./reduction.js";

function timerId(purpose: TimerPurpose, path: TaskPath): TimerId {
  return `${purpose}:${path}`;
}

/** Starts a timer of the execution; one that runs already for the same purpose is left as it is. */
export function startTimer(reduction: Reduction, purpose: TimerPurpose, path: TaskPath, at: number): void {
  const timer = timerId(purpose, path);
  if (reduction.state.timers[timer] !== undefined) return;
  reduction.state.timers[timer] = { purpose, path, at };
  reduction.commands.push({ kind: "start_timer", timer, at });
}

/** Stops every timer of the execution. */
export function cancelTimers(reduction: Reduction, record: TaskRecord): void {
  const step = reduction.index.step(record.step);
  for (const purpose of listPurposes(step, record)) cancelTimer(reduction, timerId(purpose, record.path));
}

const OF_CONTAINERS_AND_WAITS = ["timeout", "wait"] as const;
const OF_DELAYS = ["delay", "retry", "total", "timeout"] as const;
const OF_WORK = ["total", "timeout"] as const;
const NONE = [] as const;

/** What timers there can be: looking for all of them would take longer than the rest of a task's end. */
function listPurposes({ timeoutMs, attempts }: PlanStep, { frame, status }: TaskRecord): readonly TimerPurpose[] {
  if (frame !== undefined) return OF_CONTAINERS_AND_WAITS;
  if (status === "waiting") return OF_DELAYS;
  return timeoutMs === undefined && attempts?.totalTimeoutMs === undefined ? NONE : OF_WORK;
}

export function cancelTimer(reduction: Reduction, timer: TimerId): void {
  const { state } = reduction;
  if (state.timers[timer] === undefined) return;
  delete state.timers[timer];
  const due = state.dueTimers.indexOf(timer);
  if (due >= 0) state.dueTimers.splice(due, 1);
  else reduction.commands.push({ kind: "cancel_timer", timer });
}
