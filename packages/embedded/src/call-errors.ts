import { AttemptError, type FailedAttempt } from "@taskloom/advance";
import type { AdvanceResult, TaskError, TaskPath } from "@taskloom/interfaces";

/** What holds a call up from outside. */
export type Blocked = Extract<AdvanceResult, { outcome: "blocked" }>;

/** Whether waiting longer cannot help. */
export function isHopeless(code: string, waitedMs: number, handlerWaitMs: number): boolean {
  if (code === "HANDLER_NOT_FOUND") return waitedMs >= handlerWaitMs;
  return code === "REBUILD_DIVERGED" || code === "BLOB_LOST" || code === "SHARED_STORE_REQUIRED";
}

/** The end of a call that nothing will unblock. */
export function createBlockedError({ code, message, details }: Blocked, path: TaskPath, now: number): AttemptError {
  const error = { code, type: code, message, details, task: path };
  return new AttemptError({ error, retryable: false, startedAt: now });
}

/** What a call says that was told to stop before it began. */
export function describeNotBegun(path: TaskPath): TaskError {
  const code = "ATTEMPT_CANCELED";
  return { code, type: code, message: "not begun", details: null, task: path };
}

/** How the attempt failed: by what the call says of it, or by a fault of ours. */
export function describeFailure(thrown: unknown, path: TaskPath): FailedAttempt & { readonly final?: true } {
  if (thrown instanceof AttemptError) return thrown.failure;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const error = { code: "BUG", type: "BUG", message, details: null, task: path };
  return { error, retryable: false, final: true, startedAt: 0 };
}
