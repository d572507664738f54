import type {
  BlobStore,
  Clock,
  Handlers,
  IdSource,
  Secrets,
  SignalSender,
  TaskLog,
  TaskStore,
  Timers,
} from "@taskloom/interfaces";
import type { Definitions } from "./definitions.js";
import type { CreateExecutionPath } from "./orchestrator-path.js";

/** All that calls reach of the world. */
export interface AdvancePorts {
  readonly path: CreateExecutionPath;
  readonly definitions: Definitions;
  readonly handlers: Handlers;
  readonly store: TaskStore;
  readonly blobs: BlobStore;
  readonly signals: SignalSender;
  readonly secrets: Secrets;
  readonly log: TaskLog;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: IdSource;
}
