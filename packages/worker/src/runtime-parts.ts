import type { EmbeddedEngineOptions } from "@taskloom/embedded";
import type { TaskTypeDefinition } from "@taskloom/shared";
import type { HandlerMap } from "./handlers/handler-map.js";

/** What a process brings along besides its configuration. */
export interface RuntimeParts {
  /** The user's; those named `core.*` are added. */
  readonly handlers: HandlerMap;
  /** Which runs the engine takes up; see the engine's options. Default `run`. */
  readonly role?: NonNullable<EmbeddedEngineOptions["role"]>;
  /** Besides the eight and those of the configuration. */
  readonly taskTypes?: readonly TaskTypeDefinition[];
  /** Takes the lines of the log, each with its line end. Default: standard error. */
  readonly writeLog?: (line: string) => void;
}
