import { createOrchestratorFactory } from "@taskloom/factory";
import { lowerLimits, type Limits } from "@taskloom/interfaces";
import type { TaskTypeDefinition } from "@taskloom/shared";
import { loadTaskTypes } from "../load-task-types.js";
import { readSecretsFile } from "../secrets/secrets-file.js";
import { createSecretValues, readSecretVariables, type SecretValues } from "../secrets/secret-values.js";
import { defaultTaskTypes } from "../task-types.js";
import { chooseBlobs } from "./choose-blobs.js";
import { loadConfigFile } from "./config-file.js";
import type { ConfigInput } from "./config-input.js";
import { createConfigError } from "./config-problem.js";
import { readEngineName, type EngineName } from "./engine-name.js";
import { LIMIT_OF, type LimitKey } from "./limit-settings.js";
import { completeTemporal, readTemporalSettings } from "./read-temporal.js";
import type { ResolvedConfig } from "./resolved-config.js";
import { createSettingReader, type SettingReader } from "./setting-reader.js";
import type { SettingKey } from "./setting-values.js";
import { SETTINGS } from "./settings.js";
import type { ValueSource } from "./value-source.js";

/**
 * The configuration by flag, environment, file and default, in this order.
 * @throws CONFIG_INVALID with every problem in `details.problems`; ENGINE_UNKNOWN; TASK_TYPES_INVALID, TASK_TYPE_DUPLICATE
 */
export async function resolveConfig(input: ConfigInput): Promise<ResolvedConfig> {
  const reader = createSettingReader(input, await loadConfigFile(input));
  const engine = readEngineName(reader.read("engine"));
  const settings = readSettings(reader, engine, input.terminal ?? false);
  const ofTemporal = readTemporalSettings(reader, engine);
  const taskTypes = reader.read("taskTypes");
  if (reader.problems.length > 0) throw createConfigError(reader.problems);
  const { temporal, sources } = await completeTemporal(ofTemporal, engine, input.env);
  return {
    ...settings,
    engine,
    temporal,
    sources: { ...readSources(reader), ...sources },
    secrets: await readSecrets(input.env, settings.secretsFile),
    taskTypes: await resolveTaskTypes(taskTypes, input),
  };
}

type PlainSettings = Omit<ResolvedConfig, "engine" | "temporal" | "sources" | "secrets" | "taskTypes">;

function readSettings(reader: SettingReader, engine: EngineName, terminal: boolean): PlainSettings {
  const retentionMs = reader.read("retention");
  const secretsFile = reader.read("secrets.file");
  const journal = { file: reader.read("journal.file"), sync: reader.read("journal.sync") };
  const blobs = reader.read("blobs");
  const store = reader.read("store");
  const metrics = { host: reader.read("metrics.host"), port: reader.read("metrics.port") };
  return {
    journal,
    blobs: chooseBlobs(blobs, { engine, journalFile: journal.file, store }, reader),
    store,
    concurrency: reader.read("concurrency"),
    handlerWaitMs: reader.read("handler_wait"),
    ...(retentionMs === undefined ? {} : { retentionMs }),
    ...(secretsFile === undefined ? {} : { secretsFile }),
    log: {
      level: reader.read("log.level"),
      format: reader.read("log.format") ?? (terminal ? "pretty" : "json"),
    },
    files: { root: reader.read("files.root") },
    http: { allow: reader.read("http.allow") },
    handlers: reader.read("handlers"),
    ...(metrics.port === undefined ? {} : { metrics: { ...metrics, port: metrics.port } }),
    tracing: reader.read("tracing"),
    limits: readLimits(reader),
  };
}

function readLimits(reader: SettingReader): Limits {
  const keys = Object.keys(LIMIT_OF) as LimitKey[];
  return lowerLimits(Object.fromEntries(keys.map((key) => [LIMIT_OF[key], reader.read(key)])));
}

function readSources(reader: SettingReader): Record<SettingKey, ValueSource> {
  const keys = Object.keys(SETTINGS) as SettingKey[];
  return Object.fromEntries(keys.map((key) => [key, reader.source(key)])) as Record<SettingKey, ValueSource>;
}

async function readSecrets(env: ConfigInput["env"], file: string | undefined): Promise<SecretValues> {
  const fromFile = file === undefined ? [] : await readSecretsFile(file);
  return createSecretValues([...fromFile, ...readSecretVariables(env)]);
}

async function resolveTaskTypes(
  given: readonly (string | TaskTypeDefinition)[],
  { loadModule }: ConfigInput,
): Promise<readonly TaskTypeDefinition[]> {
  const loaded: TaskTypeDefinition[] = [];
  for (const item of given) loaded.push(...(typeof item === "string" ? await loadTaskTypes(item, loadModule) : [item]));
  // A factory knows what cannot stand side by side; that it would say so later is too late for a command that runs nothing.
  createOrchestratorFactory([...defaultTaskTypes, ...loaded]);
  return loaded;
}
