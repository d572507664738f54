import type { TaskTypeDefinition } from "@taskloom/shared";
import type { LimitKey } from "./limit-settings.js";
import type { TemporalDeployment } from "./temporal-config.js";

/** All settings by their names, as they are after validation. Paths may still be relative. */
export interface SettingValues extends Readonly<Record<LimitKey, number>> {
  readonly engine: string;
  readonly "journal.file": string;
  readonly "journal.sync": "normal" | "full";
  readonly blobs: "file" | "memory" | "redis" | "none" | undefined;
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
  /** `host:port`; undefined: what Temporal's own profile says. */
  readonly "temporal.address": string | undefined;
  readonly "temporal.namespace": string | undefined;
  readonly "temporal.task_queue": string;
  readonly "temporal.deployment": TemporalDeployment | undefined;
  /** Undefined: no metrics are served; 0: a free port. */
  readonly "metrics.port": number | undefined;
  readonly "metrics.host": string;
  readonly tracing: Tracing;
}

export type SettingKey = keyof SettingValues;

/** The least important level that is logged. */
export type LogThreshold = "debug" | "info" | "warn" | "error" | "silent";

/** One JSON object a line, or plain lines for people. */
export type LogFormat = "json" | "pretty";

/** Where traces go: nowhere, or by OpenTelemetry's protocol to where its own environment says. */
export type Tracing = "off" | "otlp";
