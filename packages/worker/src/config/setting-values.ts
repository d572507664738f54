import type { TaskTypeDefinition } from "@taskloom/shared";
import type { LimitKey } from "./limit-settings.js";

/** All settings by their names, as they are after validation. Paths may still be relative. */
export interface SettingValues extends Readonly<Record<LimitKey, number>> {
  readonly engine: string;
  readonly "journal.file": string;
  readonly "journal.sync": "normal" | "full";
  readonly blobs: "file" | "memory" | "none" | undefined;
  readonly store: string;
  readonly concurrency: number;
  /** Milliseconds. */
  readonly handler_wait: number;
  /** Milliseconds; undefined: finished runs stay. */
  readonly retention: number | undefined;
  readonly "log.level": LogThreshold;
  readonly "log.format": LogFormat | undefined;
  readonly "files.root": string;
  readonly "http.allow": readonly string[];
  readonly "secrets.file": string | undefined;
  readonly handlers: readonly string[];
  readonly taskTypes: readonly (string | TaskTypeDefinition)[];
}

export type SettingKey = keyof SettingValues;

/** The least important level that is logged. */
export type LogThreshold = "debug" | "info" | "warn" | "error" | "silent";

/** One JSON object a line, or plain lines for people. */
export type LogFormat = "json" | "pretty";
