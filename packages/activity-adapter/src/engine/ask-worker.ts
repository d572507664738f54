import {
  isGrpcServiceError,
  QueryNotRegisteredError,
  ServiceError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
} from "@temporalio/client";

/** How long a worker may take to answer. */
const ANSWER_MS = 5_000;

/** What the worker of a run answers to a query or an update; undefined: none has within five seconds, or before `stop`. */
export async function askWorker<T>(client: Client, ask: () => Promise<T>, stop?: AbortSignal): Promise<T | undefined> {
  if (stop?.aborted === true) return undefined;
  const over = new AbortController();
  const giveUp = (): void => over.abort();
  const timer = setTimeout(giveUp, ANSWER_MS);
  stop?.addEventListener("abort", giveUp);
  try {
    // A deadline alone would have the client ask again and again; and between two calls there is nothing to cancel.
    return await Promise.race([client.withAbortSignal(over.signal, ask), untilAborted(over.signal)]);
  } catch (error) {
    if (isUnanswered(error)) return undefined;
    throw error;
  } finally {
    clearTimeout(timer);
    stop?.removeEventListener("abort", giveUp);
  }
}

async function untilAborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(undefined)));
}

/** Codes of gRPC: cancelled by us, its time is over, too many wait already, nobody polls. */
const UNANSWERED: readonly number[] = [1, 4, 8, 9];

/** Nobody polls the run's queue, its worker is too busy, or has not got so far that it listens. */
function isUnanswered(error: unknown): boolean {
  if (error instanceof QueryNotRegisteredError) return true;
  const isCalled = error instanceof ServiceError || error instanceof WorkflowUpdateRPCTimeoutOrCancelledError;
  const cause = isCalled ? error.cause : error;
  return isGrpcServiceError(cause) && UNANSWERED.includes(cause.code);
}
