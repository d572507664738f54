import type { TaskError, TaskPath } from "@taskloom/interfaces";
import { readThrown } from "./thrown.js";

/** Why an attempt did not succeed. */
export interface Failure {
  readonly status: "failed" | "timed_out" | "canceled";
  readonly error: TaskError;
  readonly retryable: boolean;
}

/** What a handler threw, as an error of ours. */
export function describeThrown(thrown: unknown, task: TaskPath): Failure {
  const { code = "HANDLER_FAILED", type, message, details, retryable } = readThrown(thrown);
  return { status: "failed", error: { code, type, message, details, task }, retryable };
}

/** A time-out or a cancellation, which the engine itself found. */
export function describeInterruption(
  status: "timed_out" | "canceled",
  code: "TASK_TIMEOUT" | "HEARTBEAT_TIMEOUT" | "ATTEMPT_CANCELED",
  message: string,
  task: TaskPath,
): Failure {
  return { status, error: { code, type: code, message, details: null, task }, retryable: status === "timed_out" };
}

/** The handler was told to stop: its result is no longer wanted. */
export function describeCancel(task: TaskPath): Failure {
  return describeInterruption("canceled", "ATTEMPT_CANCELED", "the attempt was told to stop", task);
}
