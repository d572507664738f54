import type { Limits } from "@taskloom/interfaces";
import type { TaskTypeDefinition } from "@taskloom/shared";
import type { SecretValues } from "../secrets/secret-values.js";
import type { EngineName } from "./engine-name.js";
import type { LogFormat, LogThreshold, SettingKey, Tracing } from "./setting-values.js";
import type { CredentialKey } from "./temporal-credentials.js";
import type { TemporalConfig } from "./temporal-config.js";
import type { ValueSource } from "./value-source.js";

/** The whole configuration, validated, with defaults filled in. All paths are absolute. */
export interface ResolvedConfig {
  readonly engine: EngineName;
  readonly journal: {
    /** `:memory:` for none on disk. */
    readonly file: string;
    readonly sync: "normal" | "full";
  };
  /** `redis`: where the store is; with the engine `temporal` only, and `file` and `memory` with `embedded` only. */
  readonly blobs: "file" | "memory" | "redis" | "none";
  /** `memory`, or the address of a Redis; may hold a password. */
  readonly store: string;
  /** Calls at once. */
  readonly concurrency: number;
  readonly handlerWaitMs: number;
  /** How long finished runs are kept; absent: until they are pruned. */
  readonly retentionMs?: number;
  readonly log: { readonly level: LogThreshold; readonly format: LogFormat };
  readonly files: { readonly root: string };
  readonly http: { readonly allow: readonly string[] };
  readonly secrets: SecretValues;
  readonly secretsFile?: string;
  /** Modules that the configuration names. */
  readonly handlers: readonly string[];
  /** Those besides the eight that come with it. */
  readonly taskTypes: readonly TaskTypeDefinition[];
  /** Temporal's own profile is in it with the engine `temporal` only. */
  readonly temporal: TemporalConfig;
  /** Where metrics and health are served; absent: nowhere. Port 0: a free one. */
  readonly metrics?: { readonly host: string; readonly port: number };
  readonly tracing: Tracing;
  readonly limits: Limits;
  readonly sources: Readonly<Record<SettingKey | CredentialKey, ValueSource>>;
}
