import { createOrchestratorFactory } from "@taskloom/factory";
import { lowerLimits, type Limits } from "@taskloom/interfaces";
import { findNearest, TaskloomError, type TaskTypeDefinition } from "@taskloom/shared";
import { loadTaskTypes } from "../load-task-types.js";
import { readSecretsFile } from "../secrets/secrets-file.js";
import { createSecretValues, readSecretVariables, type SecretValues } from "../secrets/secret-values.js";
import { defaultTaskTypes } from "../task-types.js";
import { loadConfigFile } from "./config-file.js";
import type { ConfigInput } from "./config-input.js";
import { createConfigError } from "./config-problem.js";
import { LIMIT_OF, type LimitKey } from "./limit-settings.js";
import { IN_MEMORY } from "./make-absolute.js";
import type { ResolvedConfig } from "./resolved-config.js";
import { createSettingReader, type SettingReader } from "./setting-reader.js";
import type { SettingKey } from "./setting-values.js";
import { SETTINGS } from "./settings.js";
import { describeSource, type ValueSource } from "./value-source.js";

/**
 * The configuration by flag, environment, file and default, in this order.
 * @throws CONFIG_INVALID with every problem in `details.problems`; ENGINE_UNKNOWN; TASK_TYPES_INVALID, TASK_TYPE_DUPLICATE
 */
export async function resolveConfig(input: ConfigInput): Promise<ResolvedConfig> {
  const reader = createSettingReader(input, await loadConfigFile(input));
  const settings = readSettings(reader, input.terminal ?? false);
  const taskTypes = reader.read("taskTypes");
  if (reader.problems.length > 0) throw createConfigError(reader.problems);
  return {
    ...settings,
    engine: assertEngine(reader.read("engine")),
    secrets: await readSecrets(input.env, settings.secretsFile),
    taskTypes: await resolveTaskTypes(taskTypes, input),
  };
}

type PlainSettings = Omit<ResolvedConfig, "engine" | "secrets" | "taskTypes">;

function readSettings(reader: SettingReader, terminal: boolean): PlainSettings {
  const retentionMs = reader.read("retention");
  const secretsFile = reader.read("secrets.file");
  const journal = { file: reader.read("journal.file"), sync: reader.read("journal.sync") };
  return {
    journal,
    blobs: readBlobs(reader, journal.file === IN_MEMORY),
    store: reader.read("store"),
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
    limits: readLimits(reader),
    sources: readSources(reader),
  };
}

function readLimits(reader: SettingReader): Limits {
  const keys = Object.keys(LIMIT_OF) as LimitKey[];
  return lowerLimits(Object.fromEntries(keys.map((key) => [LIMIT_OF[key], reader.read(key)])));
}

/** Large values must live as long as the runs that refer to them, and no longer than them. */
function readBlobs(reader: SettingReader, inMemory: boolean): ResolvedConfig["blobs"] {
  const fitting = inMemory ? "memory" : "file";
  const blobs = reader.read("blobs") ?? fitting;
  if (blobs !== "none" && blobs !== fitting) {
    const place = inMemory ? "in memory" : "in a file";
    const message = `is '${blobs}', but the journal is ${place}: leave it out, or set 'none'`;
    reader.problems.push({ setting: "blobs", source: describeSource(reader.source("blobs")), message });
  }
  return blobs;
}

function readSources(reader: SettingReader): Record<SettingKey, ValueSource> {
  const keys = Object.keys(SETTINGS) as SettingKey[];
  return Object.fromEntries(keys.map((key) => [key, reader.source(key)])) as Record<SettingKey, ValueSource>;
}

const ENGINES = ["embedded"];

function assertEngine(engine: string): "embedded" {
  if (engine === "embedded") return engine;
  const nearest = findNearest(engine, ENGINES);
  const hint = nearest === undefined ? `there is ${ENGINES.join(", ")}` : `did you mean '${nearest}'?`;
  throw new TaskloomError("ENGINE_UNKNOWN", `there is no engine '${engine}': ${hint}`, {
    details: { engine, known: ENGINES },
  });
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
