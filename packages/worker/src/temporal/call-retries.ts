import { setTimeout as delay } from "node:timers/promises";
import { defaultGrpcRetryOptions, makeGrpcRetryInterceptor, type ConnectionOptions } from "@temporalio/client";

/** A server that is away is given up after some seconds: nine repetitions, none of them later than this. */
const LONGEST_PAUSE_MS = 1_000;

/** How calls to a server are repeated that could not be made. */
export interface CallRetries {
  readonly interceptors: NonNullable<ConnectionOptions["interceptors"]>;
  /** No call is repeated any more. Resolves when none waits to be: a repetition on a closed connection throws at nobody. */
  stop(): Promise<void>;
}

export function createCallRetries(): CallRetries {
  const usual = defaultGrpcRetryOptions();
  let isStopped = false;
  let quietAt = 0;
  const interceptor = makeGrpcRetryInterceptor({
    retryableDecider: (attempt, status) => !isStopped && usual.retryableDecider(attempt, status),
    delayFunction: (attempt, status) => {
      const ms = Math.min(LONGEST_PAUSE_MS, usual.delayFunction(attempt, status));
      quietAt = Math.max(quietAt, performance.now() + ms);
      return ms;
    },
  });
  return {
    interceptors: [interceptor],
    stop: async () => {
      isStopped = true;
      const leftMs = quietAt - performance.now();
      if (leftMs > 0) await delay(leftMs + 1);
    },
  };
}
