import { IllegalStateError } from "@temporalio/common";
import type { Logger as SdkLogger, LogMetadata } from "@temporalio/common";
import { Runtime } from "@temporalio/worker";
import type { Logger } from "pino";

/** Said of every attempt and run that fails; our log says of them what is to be said, with run and task. */
const SAID_ALREADY = /^(Activity|Workflow) failed$/;

/**
 * Lets warnings and errors of Temporal's SDK go to the log of the process. The SDK has one log a process: the first who
 * asks for it gets it.
 */
export function forwardSdkLog(logger: Logger): void {
  try {
    Runtime.install({
      logger: toSdkLogger(logger),
      telemetryOptions: { logging: { forward: {}, filter: { core: "WARN", other: "ERROR" } } },
      // Whoever runs the worker stops it.
      shutdownSignals: [],
    });
  } catch (error) {
    if (!(error instanceof IllegalStateError)) throw error;
  }
}

function toSdkLogger(logger: Logger): SdkLogger {
  const say = (level: "warn" | "error", message: string, meta: LogMetadata = {}): void => {
    if (!SAID_ALREADY.test(message)) logger[level](readPlace(meta), `Temporal: ${message}`);
  };
  const ignore = (): void => undefined;
  return {
    log: (level, message, meta) => {
      if (level === "WARN" || level === "ERROR") say(level === "WARN" ? "warn" : "error", message, meta);
    },
    trace: ignore,
    debug: ignore,
    info: ignore,
    warn: (message, meta) => say("warn", message, meta),
    error: (message, meta) => say("error", message, meta),
  };
}

/** Of what the SDK adds, what says where it was; the rest need not be JSON. */
function readPlace({ workflowId, error }: LogMetadata): object {
  return {
    ...(typeof workflowId === "string" && { run_id: workflowId }),
    ...(error instanceof Error && { err: error }),
  };
}
