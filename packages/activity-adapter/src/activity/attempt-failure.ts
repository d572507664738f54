import type { AttemptError, KnownDefinition } from "@taskloom/advance";
import { DEFAULT_RETRY_POLICY, type StepId, type TaskPath } from "@taskloom/interfaces";
import type { Context } from "@temporalio/activity";
import { ApplicationFailure, CancelledFailure } from "@temporalio/common";
import type { FailureDetails } from "../workflow/protocol.js";

/** The call whose attempt has failed. */
export interface FailedCall {
  readonly context: Context;
  readonly definition: KnownDefinition | undefined;
  readonly path: TaskPath;
  readonly step: StepId;
  readonly hash: string;
  readonly attempt: number;
}

/** How Temporal is told of a failed attempt: whether it makes another is its to know from what we say here. */
export function toActivityFailure(call: FailedCall, { failure }: AttemptError): Error {
  const { path, hash, attempt, context } = call;
  if (context.cancellationSignal.aborted) return describeStop(call, failure.error.message);
  const { retryable, ...told } = failure;
  const details: FailureDetails = { path, hash, attempt, failure: told };
  return ApplicationFailure.create({
    message: failure.error.message,
    type: failure.error.code,
    nonRetryable: !retryable || isNeverRetried(call, failure.error.type),
    details: [details],
  });
}

/** One that was told to stop is canceled if its run said so; a worker that goes away uses the attempt up. */
function describeStop({ context, path, hash, attempt }: FailedCall, message: string): Error {
  if (context.cancellationDetails?.cancelRequested === true) return new CancelledFailure(message);
  const lost = "the worker that made the attempt has stopped";
  const error = { code: "WORKER_LOST", type: "WORKER_LOST", message: lost, details: null, task: path };
  const details: FailureDetails = { path, hash, attempt, failure: { error } };
  return ApplicationFailure.create({ message: lost, type: "WORKER_LOST", details: [details] });
}

function isNeverRetried({ definition, step }: FailedCall, type: string): boolean {
  const attempts = definition?.compiled.plan.steps[step]?.attempts;
  return (attempts?.retry ?? DEFAULT_RETRY_POLICY).nonRetryableErrorTypes.includes(type);
}
