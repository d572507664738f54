import type { AdvanceResult, TaskError, TaskPath } from "@taskloom/interfaces";

/** What holds a call up from outside. */
export type Blocked = Extract<AdvanceResult, { outcome: "blocked" }>;

/** Whether waiting longer cannot help. Times are milliseconds. */
export function isHopeless(code: string, waitedMs: number, handlerWaitMs: number): boolean {
  if (code === "HANDLER_NOT_FOUND") return waitedMs >= handlerWaitMs;
  return code === "REBUILD_DIVERGED" || code === "BLOB_LOST" || code === "SHARED_STORE_REQUIRED";
}

/** With what a task fails whose call nothing will unblock. */
export function describeHopeless({ code, message, details }: Blocked, path: TaskPath): TaskError {
  return { code, type: code, message, details, task: path };
}

/** With what a call ends that was told to stop before it began. */
export function describeNotBegun(path: TaskPath): TaskError {
  const code = "ATTEMPT_CANCELED";
  return { code, type: code, message: "not begun", details: null, task: path };
}
