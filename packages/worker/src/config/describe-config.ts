import type { JsonValue } from "@taskloom/interfaces";
import { maskCredentials } from "../secrets/mask-credentials.js";
import { LIMIT_OF, mapLimits } from "./limit-settings.js";
import type { ResolvedConfig } from "./resolved-config.js";
import type { SettingKey } from "./setting-values.js";
import { SETTINGS } from "./settings.js";
import { describeSource } from "./value-source.js";

/** A setting as it is shown. */
export interface ShownSetting {
  /** `journal.file`, for instance; `secrets.<NAME>` for each secret. */
  readonly setting: string;
  /** Milliseconds for durations; null where nothing is set; secrets as `***`. */
  readonly value: JsonValue;
  /** `--journal`, `TASKLOOM_JOURNAL`, the path of the configuration file, or `default`. */
  readonly source: string;
}

/** Every setting with its value and where that came from; nothing of it is secret. */
export function describeConfig(config: ResolvedConfig): readonly ShownSetting[] {
  const keys = Object.keys(SETTINGS) as SettingKey[];
  const secrets = config.secrets.list().map(({ name, source }) => ({
    setting: `secrets.${name}`,
    value: "***",
    source: describeSource(source),
  }));
  const settings = keys.map((key) => ({
    setting: key,
    value: SHOW[key](config),
    source: describeSource(config.sources[key]),
  }));
  return [...settings, ...secrets];
}

const SHOW: Readonly<Record<SettingKey, (config: ResolvedConfig) => JsonValue>> = {
  engine: (config) => config.engine,
  "journal.file": (config) => config.journal.file,
  "journal.sync": (config) => config.journal.sync,
  blobs: (config) => config.blobs,
  store: (config) => maskCredentials(config.store),
  concurrency: (config) => config.concurrency,
  handler_wait: (config) => config.handlerWaitMs,
  retention: (config) => config.retentionMs ?? null,
  "log.level": (config) => config.log.level,
  "log.format": (config) => config.log.format,
  "files.root": (config) => config.files.root,
  "http.allow": (config) => config.http.allow,
  "secrets.file": (config) => config.secretsFile ?? null,
  handlers: (config) => config.handlers,
  taskTypes: (config) => config.taskTypes.map(({ type }) => type),
  ...mapLimits((name) => (config) => config.limits[LIMIT_OF[`limits.${name}`]]),
};
