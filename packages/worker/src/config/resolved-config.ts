import type { Limits } from "@taskloom/interfaces";
import type { TaskTypeDefinition } from "@taskloom/shared";
import type { SecretValues } from "../secrets/secret-values.js";
import type { LogFormat, LogThreshold, SettingKey } from "./setting-values.js";
import type { ValueSource } from "./value-source.js";

/** The whole configuration, validated, with defaults filled in. All paths are absolute. */
export interface ResolvedConfig {
  readonly engine: "embedded";
  readonly journal: {
    /** `:memory:` for none on disk. */
    readonly file: string;
    readonly sync: "normal" | "full";
  };
  readonly blobs: "file" | "memory" | "none";
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
  readonly limits: Limits;
  readonly sources: Readonly<Record<SettingKey, ValueSource>>;
}
