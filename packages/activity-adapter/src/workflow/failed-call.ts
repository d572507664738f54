import {
  DEFAULT_RETRY_POLICY,
  type AttemptFailed,
  type PlanStep,
  type TaskError,
  type TaskPath,
} from "@taskloom/interfaces";
import { ActivityFailure, ApplicationFailure, isCancellation, TimeoutFailure } from "@temporalio/workflow";
import type { FailureDetails } from "./protocol.js";

/** The call that an activity was scheduled for. */
export interface CallKey {
  readonly path: TaskPath;
  readonly call: number;
  readonly attempt: number;
}

/** Whether the activity gave no answer. */
export function isUnanswered(error: unknown): boolean {
  return (error instanceof ActivityFailure ? error.cause : error) instanceof TimeoutFailure;
}

/** What a failed activity says of its call's attempts: Temporal has made them all. */
export function describeFailedCall(key: CallKey, step: PlanStep | undefined, error: unknown): AttemptFailed {
  const { path, call } = key;
  if (isCancellation(error)) return describeCanceledCall(key);
  const base = { kind: "attempt_failed", path, call, retryable: false, final: true } as const;
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof TimeoutFailure) {
    return { ...base, attempt: attemptOf(error, step), error: describeTimeout(cause, path) };
  }
  const told = readDetails(cause);
  if (told !== undefined) return { ...base, ...told.failure, retryable: false, final: true, attempt: told.attempt };
  return { ...base, attempt: null, error: describe("BUG", path, messageOf(cause)) };
}

/** A relaxed unit whose answer is lost: Temporal does not repeat it, the run does, as after any failed attempt. */
export function describeLostUnit({ path, call, attempt }: CallKey): AttemptFailed {
  const error = describe("WORKER_LOST", path, "the unit gave no answer in time");
  return { kind: "attempt_failed", path, call, attempt, error, retryable: true };
}

/** What a call says that was told to stop. */
export function describeCanceledCall({ path, call, attempt }: CallKey): AttemptFailed {
  const error = describe("ATTEMPT_CANCELED", path, "told to stop");
  return { kind: "attempt_failed", path, call, attempt, error, retryable: false };
}

function readDetails(cause: unknown): FailureDetails | undefined {
  if (!(cause instanceof ApplicationFailure)) return undefined;
  const [details] = (cause.details ?? []) as (FailureDetails | undefined)[];
  if (details === undefined || typeof details.attempt !== "number") return undefined;
  return details;
}

/** On a time-out Temporal does not say which attempt it was. */
function attemptOf(error: unknown, step: PlanStep | undefined): number | null {
  if (!(error instanceof ActivityFailure) || error.retryState !== "MAXIMUM_ATTEMPTS_REACHED") return null;
  return (step?.attempts?.retry ?? DEFAULT_RETRY_POLICY).maximumAttempts;
}

function describeTimeout({ timeoutType }: TimeoutFailure, path: TaskPath): TaskError {
  if (timeoutType === "HEARTBEAT") return describe("WORKER_LOST", path, "the worker that made the attempt is gone");
  return describe("TASK_TIMEOUT", path, "the attempt took longer than its time-out");
}

function describe(code: string, path: TaskPath, message: string): TaskError {
  return { code, type: code, message, details: null, task: path };
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
