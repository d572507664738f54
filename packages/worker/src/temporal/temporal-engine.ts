import type { CompiledDefinition, Engine, RunId, Schedules } from "@taskloom/interfaces";

/** An engine whose runs a Temporal server keeps, and whose tasks workers of a task queue run, this process or others. */
export interface TemporalEngine extends Engine {
  readonly schedules: Schedules;
  /**
   * Takes definitions up: their triggers listen here, and this process works on its task queue from now on.
   * @throws SCHEDULE_INVALID, SERVER_UNREACHABLE
   */
  serve(definitions: readonly CompiledDefinition[]): Promise<void>;
  /** Whether a worker polls the task queue of a run; without a run, that of this engine. */
  hasPollers(run?: RunId): Promise<boolean>;
  /** Rejects when the worker of this process cannot go on; otherwise it never settles. */
  readonly failed: Promise<never>;
}
