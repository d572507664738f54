import type { JsonObject } from "@taskloom/interfaces";
import { pino, stdTimeFunctions, type Logger } from "pino";
import type { LogFormat, LogThreshold } from "../config/setting-values.js";
import { formatLine } from "./pretty-line.js";
import { createRedact } from "./redact.js";

export interface LoggerOptions {
  readonly level: LogThreshold;
  readonly format: LogFormat;
  /** What must not be seen. */
  readonly secrets: readonly string[];
  /** Takes the lines, each with its line end. */
  readonly write: (line: string) => void;
}

/** The log of a process. Lines are redacted when they are finished: whatever way a secret came into one, it is seen. */
export function createLogger({ level, format, secrets, write }: LoggerOptions): Logger {
  const redact = createRedact(secrets);
  const settings = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return pino(settings, {
    write: (line) => {
      const redacted = redact(JSON.parse(line) as JsonObject) as JsonObject;
      write(format === "json" ? `${JSON.stringify(redacted)}\n` : formatLine(redacted));
    },
  });
}
