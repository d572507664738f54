import type { JsonObject } from "./json.js";
import type { RunId, TaskPath } from "./names.js";

export type LogLevel = "debug" | "info" | "warn" | "error";

/** A line that a handler or the engine wrote for people. */
export interface TaskLogEntry {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly level: LogLevel;
  readonly path: TaskPath;
  readonly attempt: number;
  readonly message: string;
  readonly data?: JsonObject;
}

/** A kept line. */
export interface TaskLogLine extends TaskLogEntry {
  /** Order within the run, from 1. */
  readonly seq: number;
}

/** The log of each run: at most 10,000 lines, the oldest go first. Never a part of a run's state. */
export interface TaskLog {
  append(run: RunId, entries: readonly TaskLogEntry[]): Promise<void>;
  /** The lines in order; with `follow` it goes on until the reader stops. */
  read(run: RunId, options?: ReadLogOptions): AsyncIterable<TaskLogLine>;
}

export interface ReadLogOptions {
  /** Only this execution and those inside it. */
  readonly path?: TaskPath;
  /** Only lines after this one. */
  readonly after?: number;
  readonly follow?: boolean;
  readonly signal?: AbortSignal;
}
