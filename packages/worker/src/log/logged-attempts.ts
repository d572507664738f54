import { AttemptError, type Advance } from "@taskloom/advance";
import type { Logger } from "pino";

/** The same calls; an attempt that fails is logged, with its run, task and attempt. */
export function logAttempts(advance: Advance, logger: Logger): Advance {
  return async (request, host) => {
    try {
      return await advance(request, host);
    } catch (error) {
      if (error instanceof AttemptError) {
        const { code, type, message, task } = error.failure.error;
        const place = { run_id: request.slice.runId, task: task ?? request.path, attempt: host.attempt };
        logger.warn({ ...place, code, type, retryable: error.failure.retryable }, message);
      }
      throw error;
    }
  };
}
