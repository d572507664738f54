import type { Advance, Definitions } from "@taskloom/advance";
import type { AdvanceLimits, BlobStore, Clock, IdSource, RunId, TaskLog, Timers } from "@taskloom/interfaces";
import type { CallQueue } from "./call-queue.js";
import type { JournalStore } from "./journal/journal-store.js";
import type { RunNews } from "./run-news.js";
import type { RunWatcher } from "./run-watcher.js";

/** What all runs of an engine share. */
export interface EngineSetting {
  readonly advance: Advance;
  readonly definitions: Definitions;
  readonly journal: JournalStore;
  readonly blobs: BlobStore;
  readonly log: TaskLog;
  readonly queue: CallQueue;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: IdSource;
  readonly news: RunNews;
  readonly limits: Omit<AdvanceLimits, "relaxed">;
  /** How long a task waits for a handler that is not registered. */
  readonly handlerWaitMs: number;
  readonly watcher: RunWatcher | undefined;
  /** Told of what goes wrong where no run can say it. */
  readonly report: (message: string, error: unknown, run?: RunId) => void;
  /** Why runs cannot go on in this process. */
  readonly failures: Map<RunId, unknown>;
}
