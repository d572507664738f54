import type { Clock, Handlers, IdSource, JsonObject, LogLevel, SignalSender, TaskStore } from "@taskloom/interfaces";

/** All that orchestrators can reach of the world, as ports. Made anew for each call. */
export interface OrchestratorContext {
  readonly store: TaskStore;
  readonly handlers: Handlers;
  readonly signals: SignalSender;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: OrchestratorLog;
  /** What this call has done to the world so far. */
  readonly done: SideEffects;
}

export interface SideEffects {
  handlerStarted: boolean;
  signalSent: boolean;
}

/** Writes to the run's task log, at the place of the task in hand. */
export type OrchestratorLog = (level: LogLevel, message: string, data?: JsonObject) => void;
