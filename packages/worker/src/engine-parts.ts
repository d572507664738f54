import type { CreateExecutionPath } from "@taskloom/advance";
import type { BlobStore, Handlers, TaskStore } from "@taskloom/interfaces";
import type { TaskTypeDefinition } from "@taskloom/shared";
import type { Logger } from "pino";
import type { ResolvedConfig } from "./config/resolved-config.js";
import type { RunMetrics } from "./metrics/run-metrics.js";
import type { Role } from "./runtime-parts.js";

/** What the engine of this process is made from, whichever it is. */
export interface EngineParts {
  readonly config: ResolvedConfig;
  readonly role: Role;
  /** How long handlers under way may go on when the engine stops. */
  readonly graceMs: number;
  readonly taskTypes: readonly TaskTypeDefinition[];
  readonly path: CreateExecutionPath;
  readonly handlers: Handlers;
  readonly store: TaskStore;
  readonly blobs: BlobStore;
  readonly logger: Logger;
  /** Undefined: nobody reads them. */
  readonly metrics: RunMetrics | undefined;
}
