import type {
  CompiledDefinition,
  Engine,
  Handlers,
  Journal,
  RunId,
  Schedules,
  Secrets,
  TaskLog,
  TaskStore,
  BlobStore,
} from "@taskloom/interfaces";
import type { TaskTypeDefinition } from "@taskloom/shared";
import type { Advance, CreateExecutionPath } from "@taskloom/advance";
import type { JournalStore } from "./journal/journal-store.js";
import type { RunWatcher } from "./run-watcher.js";

/**
 * `run`: runs what it starts or continues itself. `work`: also takes up what others left, and listens to the triggers of
 * served definitions. `call`: runs nothing.
 */
export type EngineRole = "run" | "work" | "call";

/** What an embedded engine is made from. */
export interface EmbeddedEngineOptions {
  /** Of the definitions that it is given. */
  readonly taskTypes: readonly TaskTypeDefinition[];
  /** How calls find out what a task does: usually `orchestratorPath(factory)`. */
  readonly path: CreateExecutionPath;
  readonly handlers: Handlers;
  readonly journal: JournalStore;
  readonly store: TaskStore;
  readonly blobs: BlobStore;
  readonly secrets: Secrets;
  /** Calls at once. Default 100. */
  readonly concurrency?: number;
  /** How long a task waits for a handler that is not registered, in milliseconds. Default 10 minutes. */
  readonly handlerWaitMs?: number;
  /** Default `run`. */
  readonly role?: EngineRole;
  /** Whether one call may do several steps. Default true; results are the same. */
  readonly fuse?: boolean;
  /** Wraps the call by which every step is made. */
  readonly wrapAdvance?: (advance: Advance) => Advance;
  /** Wraps the log of runs, which the journal keeps. */
  readonly wrapLog?: (log: TaskLog) => TaskLog;
  /** Told of what happens to the runs of this process. Default: nobody, which costs nothing. */
  readonly watcher?: RunWatcher;
  /** Told of what goes wrong where no run can say it. */
  readonly report?: (message: string, error: unknown, run?: RunId) => void;
}

/** An engine that runs workflows in this process, and keeps them in a journal. */
export interface EmbeddedEngine extends Engine, Journal {
  readonly schedules: Schedules;
  /**
   * Takes definitions up: their triggers listen, and their unfinished runs go on here.
   * @throws OPTION_NOT_SUPPORTED, SCHEDULE_INVALID
   */
  serve(definitions: readonly CompiledDefinition[]): Promise<void>;
  /**
   * Resolves when the run has ended, or the engine is closed.
   * @throws RUN_NOT_FOUND
   */
  ended(run: RunId): Promise<void>;
  /**
   * Stops: begins nothing more, waits for handlers under way, at most `graceMs` (default 10 s), records their results and
   * leaves the rest for others. With the role `work` handlers are told to stop when that time has passed, else at once.
   * What they had begun by then counts as a lost attempt.
   */
  close(graceMs?: number): Promise<void>;
}
