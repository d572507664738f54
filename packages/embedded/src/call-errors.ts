import { AttemptError, type FailedAttempt } from "@taskloom/advance";
import type { TaskPath } from "@taskloom/interfaces";
import { describeHopeless, type Blocked } from "@taskloom/interpreter";

/** The end of a call that nothing will unblock. */
export function createBlockedError(blocked: Blocked, path: TaskPath, now: number): AttemptError {
  return new AttemptError({ error: describeHopeless(blocked, path), retryable: false, startedAt: now });
}

/** How the attempt failed: by what the call says of it, or by a fault of ours. */
export function describeFailure(thrown: unknown, path: TaskPath): FailedAttempt & { readonly final?: true } {
  if (thrown instanceof AttemptError) return thrown.failure;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const error = { code: "BUG", type: "BUG", message, details: null, task: path };
  return { error, retryable: false, final: true, startedAt: 0 };
}
