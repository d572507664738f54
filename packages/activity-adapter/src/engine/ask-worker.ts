import { setMaxListeners } from "node:events";
import { QueryNotRegisteredError, WorkflowUpdateRPCTimeoutOrCancelledError, type Client } from "@temporalio/client";
import { GRPC, hasGrpcCode } from "./grpc-code.js";

/** How long a worker may take to answer. */
const ANSWER_MS = 5_000;

/** What the worker of a run answers to a query or an update; undefined: none has within five seconds, or before `stop`. */
export async function askWorker<T>(
  client: Client,
  ask: (over: AbortSignal) => Promise<T>,
  stop?: AbortSignal,
): Promise<T | undefined> {
  if (stop?.aborted === true) return undefined;
  const over = new AbortController();
  // The client listens once more each time it tries again.
  setMaxListeners(0, over.signal);
  const giveUp = (): void => over.abort();
  const timer = setTimeout(giveUp, ANSWER_MS);
  stop?.addEventListener("abort", giveUp);
  try {
    // A deadline alone would have the client ask again and again; and between two calls there is nothing to cancel.
    return await Promise.race([
      client.withAbortSignal(over.signal, async () => ask(over.signal)),
      untilAborted(over.signal),
    ]);
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

/** The time is over, too many wait already, or nobody polls. */
const UNANSWERED = [GRPC.canceled, GRPC.deadlineExceeded, GRPC.resourceExhausted, GRPC.failedPrecondition];

/** Nobody polls the run's queue, its worker is too busy, or has not got so far that it listens. */
function isUnanswered(error: unknown): boolean {
  if (error instanceof QueryNotRegisteredError) return true;
  const cause = error instanceof WorkflowUpdateRPCTimeoutOrCancelledError ? error.cause : error;
  return hasGrpcCode(cause, ...UNANSWERED);
}
