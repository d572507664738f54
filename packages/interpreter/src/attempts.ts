import {
  ROOT_PATH,
  computeRetryDelay,
  DEFAULT_RETRY_POLICY,
  type AttemptEvent,
  type AttemptFailed,
  type AttemptStarted,
  type RetryPolicy,
  type TaskError,
  type TaskRecord,
} from "@taskloom/interfaces";
import { closeCall } from "./calls.js";
import { endExecution } from "./end-execution.js";
import { findAnswered, findAwaiting } from "./fold-call.js";
import { observeTask, present, type Reduction } from "./reduction.js";
import { endRun } from "./run-end.js";
import { startTimer } from "./timers.js";

/** Folds what the driver reports of an attempt, if the execution still waits for it. */
export function foldAttemptEvent(reduction: Reduction, event: AttemptEvent): void {
  const record = event.kind === "attempt_failed" ? findAnswered(reduction, event) : findAwaiting(reduction, event);
  if (record === undefined) return;
  switch (event.kind) {
    case "attempt_started":
      return attemptStarted(reduction, record, event);
    case "attempt_failed":
      return attemptFailed(reduction, record, event);
    case "attempt_memo":
      record.memo = event.memo;
  }
}

function attemptStarted(reduction: Reduction, record: TaskRecord, event: AttemptStarted): void {
  record.attempt = event.attempt;
  record.startedAt ??= reduction.at;
  record.status = "running";
  observeTask(reduction, record);
}

/** An attempt did not succeed: another one follows after a delay, or the task ends. */
function attemptFailed(reduction: Reduction, record: TaskRecord, event: AttemptFailed): void {
  closeCall(reduction, record);
  if (record.path === ROOT_PATH) return endRun(reduction, "failed", undefined, event.error);
  record.attempt = event.attempt ?? record.attempt;
  record.startedAt ??= event.startedAt ?? reduction.at;
  Object.assign(record, present("input", event.input), present("memo", event.memo), present("meta", event.meta));
  const { attempts } = reduction.index.step(record.step);
  const retry = attempts && (attempts.retry ?? DEFAULT_RETRY_POLICY);
  if (retry === undefined || !mayRetry(retry, record.attempt, event)) {
    return endExecution(reduction, record, { status: failureStatus(event.error), error: event.error });
  }
  waitForRetry(reduction, record, retry, event.error);
}

function mayRetry(retry: RetryPolicy, attempt: number, event: AttemptFailed): boolean {
  if (event.final === true || !event.retryable || attempt >= retry.maximumAttempts) return false;
  return !retry.nonRetryableErrorTypes.includes(event.error.type);
}

function waitForRetry(reduction: Reduction, record: TaskRecord, retry: RetryPolicy, error: TaskError): void {
  record.status = "waiting";
  const { attempt, path, step, id, parent, status } = record;
  const now = { kind: "task", path, step, id, parent, status, attempt } as const;
  reduction.observe?.({ ...now, attemptError: error, ...present("startedAt", record.startedAt) });
  startTimer(reduction, "retry", path, reduction.at + computeRetryDelay(retry, attempt));
}

/** How the end of a failed attempt is called. */
function failureStatus(error: TaskError): "failed" | "timed_out" {
  const timedOut = error.code === "TASK_TIMEOUT" || error.code === "HEARTBEAT_TIMEOUT";
  return timedOut ? "timed_out" : "failed";
}
