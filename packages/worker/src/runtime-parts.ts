import type { TaskTypeDefinition } from "@taskloom/shared";
import type { HandlerMap } from "./handlers/handler-map.js";

/**
 * `run`: runs what it starts or continues itself. `work`: also takes up what others left, and listens to the triggers of
 * served definitions. `call`: runs nothing.
 */
export type Role = "run" | "work" | "call";

/** What a process brings along besides its configuration. */
export interface RuntimeParts {
  /** The user's; those named `core.*` are added. */
  readonly handlers: HandlerMap;
  /** Default `run`. On Temporal a process that runs something works on all of its task queue, whatever the role. */
  readonly role?: Role;
  /** How long handlers under way may go on when it is closed, in milliseconds. Default 10,000. */
  readonly graceMs?: number;
  /** Besides the eight and those of the configuration. */
  readonly taskTypes?: readonly TaskTypeDefinition[];
  /** Takes the lines of the log, each with its line end. Default: standard error. */
  readonly writeLog?: (line: string) => void;
}
