import { DEFAULT_RETRY_POLICY, type AttemptPolicy, type PlanStep } from "@taskloom/interfaces";
import type { ActivityOptions, LocalActivityOptions } from "@temporalio/workflow";

/** A worker that is gone is found after this time. */
const HEARTBEAT_TIMEOUT_MS = 10_000;

/** What a call may take besides its handler's time: reading and writing values, and the steps that follow. */
const SLACK_MS = 10_000;

/** Preparing the children of a large collection takes its time. */
const DECISION_TIMEOUT_MS = 5 * 60_000;

/** How often and when Temporal repeats a call in which no attempt is made, or whose attempts are counted inside. */
const UNTIL_DONE = { initialInterval: 1_000, backoffCoefficient: 2, maximumInterval: 30_000 };

/** The options of a call that is a regular activity. `firstAttempt`: what its first attempt counts as. */
export function toActivityOptions(step: PlanStep | undefined, isUnit: boolean, firstAttempt: number): ActivityOptions {
  const attempts = isUnit ? undefined : step?.attempts;
  return {
    startToCloseTimeout: toTimeout(step, isUnit),
    heartbeatTimeout: HEARTBEAT_TIMEOUT_MS,
    retry: attempts === undefined ? UNTIL_DONE : toRetry(attempts, firstAttempt),
    cancellationType: "WAIT_CANCELLATION_COMPLETED",
    ...(step?.queue !== undefined && { taskQueue: step.queue }),
    ...(step?.priority !== undefined && { priority: { priorityKey: step.priority } }),
  };
}

/** The options of a relaxed unit that is a local activity. */
export function toLocalOptions(step: PlanStep | undefined): LocalActivityOptions {
  return {
    startToCloseTimeout: toTimeout(step, true),
    retry: { maximumAttempts: 1 },
    cancellationType: "WAIT_CANCELLATION_COMPLETED",
  };
}

/** Time-outs of attempts are watched inside the call; the server's own is the last resort. */
function toTimeout(step: PlanStep | undefined, isUnit: boolean): number {
  if (step?.attempts === undefined) return isUnit ? 2 * SLACK_MS : DECISION_TIMEOUT_MS;
  return step.attempts.timeoutMs + SLACK_MS;
}

function toRetry({ retry = DEFAULT_RETRY_POLICY }: AttemptPolicy, firstAttempt: number): ActivityOptions["retry"] & {} {
  const { maximumAttempts, initialIntervalMs, backoffCoefficient, maximumIntervalMs } = retry;
  const behind = firstAttempt - 1;
  const initialInterval = Math.min(initialIntervalMs * backoffCoefficient ** behind, maximumIntervalMs);
  return {
    maximumAttempts: Math.max(1, maximumAttempts - behind),
    initialInterval: Math.max(1, initialInterval),
    backoffCoefficient,
    maximumInterval: Math.max(1, initialInterval, maximumIntervalMs),
  };
}
