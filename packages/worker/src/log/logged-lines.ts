import type { TaskLog } from "@taskloom/interfaces";
import type { Logger } from "pino";

/** The same log of runs; each line also goes to the process's log, with run, task and attempt. */
export function logLines(log: TaskLog, logger: Logger): TaskLog {
  return {
    read: (run, options) => log.read(run, options),
    append: async (run, entries) => {
      for (const { level, path, attempt, message, data } of entries) {
        logger[level]({ run_id: run, task: path, attempt, ...(data === undefined ? {} : { data }) }, message);
      }
      await log.append(run, entries);
    },
  };
}
