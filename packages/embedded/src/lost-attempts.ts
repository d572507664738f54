import type { AttemptFailed, RunState } from "@taskloom/interfaces";
import type { PlanIndex } from "@taskloom/interpreter";
import type { HeldCalls } from "./held-calls.js";

/**
 * The attempts that a process had begun and that nobody makes any more. Each uses an attempt: what its handler did
 * is not known. Calls that made no attempt or were held up before it, and relaxed units, are simply made again.
 */
export function listLostAttempts(index: PlanIndex, state: RunState, held: Pick<HeldCalls, "has">): AttemptFailed[] {
  return Object.values(state.tasks).flatMap((record): AttemptFailed[] => {
    const { call, path, attempt, step } = record;
    if (call === undefined || call.held === true || call.attempt === 0 || call.attempt !== attempt) return [];
    if (held.has({ path, call: call.number })) return [];
    const { relaxed, slow } = index.step(step);
    if (relaxed === true && slow !== true) return [];
    const message = "the process that made the attempt is gone";
    const error = { code: "WORKER_LOST", type: "WORKER_LOST", message, details: null, task: path };
    return [{ kind: "attempt_failed", path, call: call.number, attempt, error, retryable: true }];
  });
}
