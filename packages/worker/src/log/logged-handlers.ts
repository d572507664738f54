import type { Handler, HandlerContext, HandlerLog, Handlers, JsonObject, LogLevel } from "@taskloom/interfaces";
import type { Logger } from "pino";

/** The same handlers; what they write to their run's log also goes to the process's, with run, task and attempt. */
export function logHandlers(handlers: Handlers, logger: Logger): Handlers {
  const names = handlers.names();
  const logged = new Map(names.map((action) => [action, logHandler(handlers.get(action), logger)]));
  return { names: () => names, get: (action) => logged.get(action) };
}

function logHandler(handler: Handler | undefined, logger: Logger): Handler | undefined {
  if (handler === undefined) return undefined;
  return {
    ...(handler.slow === undefined ? {} : { slow: handler.slow }),
    run: (input, context) => handler.run(input, { ...context, log: writeBoth(context, logger) }),
  };
}

function writeBoth({ log, runId, taskPath, attempt }: HandlerContext, logger: Logger): HandlerLog {
  const at = (level: LogLevel) => (message: string, data?: JsonObject) => {
    log[level](message, data);
    logger[level]({ run_id: runId, task: taskPath, attempt, ...(data === undefined ? {} : { data }) }, message);
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}
