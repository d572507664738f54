import type { RunId } from "@taskloom/interfaces";
import type { Logger } from "pino";

/** Takes what goes wrong in an engine where no run can say it, and logs it. */
export function createReport(logger: Logger): (message: string, error: unknown, run?: RunId) => void {
  return (message, error, run = "") => {
    const err = error instanceof Error ? error : new Error(String(error));
    logger.error(run === "" ? { err } : { run_id: run, err }, message);
  };
}
