import type { JsonValue } from "@taskloom/interfaces";
import { maskCredentials } from "../secrets/mask-credentials.js";
import { describeCredentials } from "./describe-credentials.js";
import { LIMIT_OF, mapLimits } from "./limit-settings.js";
import type { ResolvedConfig } from "./resolved-config.js";
import type { SettingKey } from "./setting-values.js";
import { SETTINGS } from "./settings.js";
import type { ShownSetting } from "./shown-setting.js";
import { describeSource } from "./value-source.js";

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
  return [...settings, ...describeCredentials(config), ...secrets];
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
  "temporal.address": (config) => config.temporal.address,
  "temporal.namespace": (config) => config.temporal.namespace,
  "temporal.task_queue": (config) => config.temporal.taskQueue,
  "temporal.deployment": ({ temporal: { deployment } }) =>
    deployment === undefined ? null : `${deployment.deploymentName}.${deployment.buildId}`,
  "metrics.port": (config) => config.metrics?.port ?? null,
  "metrics.host": (config) => config.metrics?.host ?? null,
  tracing: (config) => config.tracing,
  ...mapLimits((name) => (config) => config.limits[LIMIT_OF[`limits.${name}`]]),
};
