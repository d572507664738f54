import { AttemptError } from "@taskloom/advance";
import type { TaskPath } from "@taskloom/interfaces";
import type { Info } from "@temporalio/activity";

/** How long a handler may take to stop when its worker goes away: it has had the worker's grace before. */
const STOP_MS = 500;

/** What an attempt's `Context` tells of its end. */
export interface AttemptContext {
  readonly cancellationSignal: AbortSignal;
  readonly cancellationDetails: { readonly workerShutdown: boolean } | undefined;
  readonly info: Pick<Info, "currentAttemptScheduledTimestampMs">;
}

/**
 * Waits for a call. One whose handler does not stop when the worker goes away is lost: it would hold the worker up, and
 * the run with it.
 * @throws AttemptError
 */
export async function unlessLost<T>(context: AttemptContext, path: TaskPath, call: Promise<T>): Promise<T> {
  const { cancellationSignal: signal } = context;
  let timer: NodeJS.Timeout | undefined;
  let stop: () => void = () => undefined;
  const lost = new Promise<never>((_resolve, reject) => {
    stop = () => {
      if (context.cancellationDetails?.workerShutdown !== true) return;
      timer = setTimeout(() => reject(describeLost(context, path)), STOP_MS);
    };
  });
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    return await Promise.race([call, lost]);
  } finally {
    signal.removeEventListener("abort", stop);
    clearTimeout(timer);
  }
}

function describeLost({ info }: AttemptContext, task: TaskPath): AttemptError {
  const code = "WORKER_LOST";
  const message = "the worker that made the attempt has stopped";
  const error = { code, type: code, message, details: null, task };
  return new AttemptError({ error, retryable: true, startedAt: info.currentAttemptScheduledTimestampMs });
}
