import { isTerminalStatus, type RunState, type TaskRecord } from "@taskloom/interfaces";
import { moveTimes } from "./move-times.js";

/**
 * Makes a new beginning of a state that another run was in: attempts count from the beginning, requests are forgotten,
 * and deadlines lie as far ahead as they lay then.
 */
export function beginAgain(state: RunState, by: number): void {
  for (const record of Object.values(state.tasks)) {
    if (record.frame === undefined && !isTerminalStatus(record.status)) forgetAttempt(record);
  }
  moveTimes(state, by);
  state.requests = [];
  state.control = 0;
}

function forgetAttempt(record: TaskRecord): void {
  record.attempt = 0;
  delete record.memo;
  delete record.startedAt;
  if (record.status === "running") record.status = "pending";
  if (record.call !== undefined && record.call.attempt > 0) record.call = { ...record.call, attempt: 1 };
}
