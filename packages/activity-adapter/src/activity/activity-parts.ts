import type { Advance } from "@taskloom/advance";
import type { BlobStore, RunId, TaskLog, TaskStore } from "@taskloom/interfaces";
import type { DefinitionStore } from "../definition-store.js";

/** What the one activity works with. */
export interface ActivityParts {
  readonly advance: Advance;
  readonly definitions: DefinitionStore;
  readonly log: TaskLog;
  readonly store: TaskStore;
  readonly blobs: BlobStore;
  readonly now: () => number;
  /** Whether a run is paused: asked before an attempt is made again. */
  readonly isPaused: (run: RunId) => Promise<boolean>;
  /** Told of calls that the store made impossible and that are repeated. */
  readonly onStoreMiss?: () => void;
}
