import type { HandlerContext, JsonObject, LogLevel } from "@taskloom/interfaces";

interface LoggedLine {
  readonly level: LogLevel;
  readonly message: string;
  readonly data: JsonObject | undefined;
}

/** What a handler is told, and what it has logged. */
export function createContext(given: Partial<HandlerContext> = {}): {
  readonly context: HandlerContext;
  readonly log: LoggedLine[];
} {
  const log: LoggedLine[] = [];
  const at = (level: LogLevel) => (message: string, data?: JsonObject) => void log.push({ level, message, data });
  const context: HandlerContext = {
    runId: "run-1",
    workflow: "flow",
    taskPath: "root/task",
    attempt: 1,
    labels: {},
    env: {},
    signal: new AbortController().signal,
    idempotencyKey: "run-1:root/task",
    lastHeartbeat: null,
    log: { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") },
    heartbeat: () => undefined,
    progress: () => undefined,
    ...given,
  };
  return { context, log };
}
