import type { DefinitionStore } from "../definition-store.js";
import type { BlobStore, IdSource, TaskLog, TaskStore } from "@taskloom/interfaces";
import type { Client } from "@temporalio/client";
import type { WorkflowBundle } from "../worker/workflow-bundle.js";
import type { ServedDefinitions } from "./served-definitions.js";
import type { RunOptions } from "../workflow/protocol.js";

/** What everything that reaches runs on a Temporal server has in common. */
export interface EngineSetting {
  readonly client: Client;
  /** Where runs are started. */
  readonly taskQueue: string;
  /** Lists only runs of this task queue; default: those of the namespace. */
  readonly listQueue?: string;
  readonly definitions: DefinitionStore;
  readonly served: ServedDefinitions;
  readonly store: TaskStore;
  readonly blobs: BlobStore;
  readonly log: TaskLog;
  readonly ids: IdSource;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** What runs are started with. */
  readonly runOptions: RunOptions;
  /** With it histories are read in this process where no worker answers. */
  readonly bundle: WorkflowBundle;
  /** Called before the SDK's native part is used here, to say where its log goes for instance. */
  readonly prepareSdk?: () => Promise<void>;
}
