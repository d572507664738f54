import type { JsonObject, JsonValue } from "./json.js";
import type { RunId, TaskPath, WorkflowId } from "./names.js";

/** User code that does the work of a task. It fails only by throwing. */
export interface Handler {
  /** What it returns must be JSON; `undefined` is null. */
  run(input: JsonValue, context: HandlerContext): unknown;
  /** It may take more than 5 s: relaxed units stop before it. */
  readonly slow?: boolean;
}

/** What a handler is told and can use. */
export interface HandlerContext {
  readonly runId: RunId;
  readonly workflow: WorkflowId;
  readonly taskPath: TaskPath;
  /** 1 for the first. */
  readonly attempt: number;
  readonly labels: JsonObject;
  readonly env: JsonObject;
  /** Aborted at a time-out, on cancellation and when the worker stops. */
  readonly signal: AbortSignal;
  /** Equal over attempts, different between passes. */
  readonly idempotencyKey: string;
  /** What the attempt before left with `heartbeat`; null when nothing. */
  readonly lastHeartbeat: JsonValue;
  readonly log: HandlerLog;
  /** Says that the handler is alive and what the next attempt should know. */
  heartbeat(details?: JsonValue): void;
  /** Says how far it is, for people. */
  progress(progress: HandlerProgress): void;
}

export interface HandlerProgress {
  /** Between 0 and 1. */
  readonly fraction?: number;
  readonly note?: string;
  readonly data?: JsonObject;
}

export interface HandlerLog {
  debug(message: string, data?: JsonObject): void;
  info(message: string, data?: JsonObject): void;
  warn(message: string, data?: JsonObject): void;
  error(message: string, data?: JsonObject): void;
}

/** The handlers of a worker, by action. */
export interface Handlers {
  get(action: string): Handler | undefined;
  names(): readonly string[];
}
