import type { TaskTypeDefinition } from "@taskloom/shared";
import { z } from "zod";
import { countUpTo, portSchema } from "../count-schema.js";
import { durationSchema } from "../duration-schema.js";
import { isHostEntry } from "../http/host-set.js";
import { isTaskType } from "../task-type-guard.js";
import { LIMIT_SETTINGS } from "./limit-settings.js";
import type { Setting } from "./setting.js";
import type { SettingKey, SettingValues } from "./setting-values.js";
import { TEMPORAL_SETTINGS } from "./temporal-settings.js";

const text = z.string().trim().min(1);

/** All settings, in the order in which they are shown. */
export const SETTINGS: { readonly [K in SettingKey]: Setting<SettingValues[K]> } = {
  engine: { schema: text, variable: "TASKLOOM_ENGINE", flag: "--engine", fallback: "embedded" },
  "journal.file": {
    schema: text,
    variable: "TASKLOOM_JOURNAL",
    flag: "--journal",
    fallback: ".taskloom/journal.db",
    isPath: true,
  },
  "journal.sync": {
    schema: z.enum(["normal", "full"]),
    variable: "TASKLOOM_JOURNAL_SYNC",
    flag: "--journal-sync",
    fallback: "normal",
  },
  blobs: {
    schema: z.enum(["file", "memory", "redis", "none"]),
    variable: "TASKLOOM_BLOBS",
    flag: "--blobs",
    fallback: undefined,
  },
  store: {
    schema: text.regex(/^(memory|rediss?:\/\/.+)$/, "neither `memory` nor `redis://…`"),
    variable: "TASKLOOM_STORE",
    flag: "--store",
    fallback: "memory",
  },
  concurrency: {
    schema: countUpTo(10_000),
    variable: "TASKLOOM_CONCURRENCY",
    flag: "--concurrency",
    fallback: 100,
  },
  handler_wait: {
    schema: durationSchema,
    variable: "TASKLOOM_HANDLER_WAIT",
    flag: "--handler-wait",
    fallback: 10 * 60_000,
  },
  retention: { schema: durationSchema, variable: "TASKLOOM_RETENTION", flag: "--retention", fallback: undefined },
  "log.level": {
    schema: z.enum(["debug", "info", "warn", "error", "silent"]),
    variable: "TASKLOOM_LOG_LEVEL",
    flag: "--log-level",
    fallback: "info",
  },
  "log.format": {
    schema: z.enum(["json", "pretty"]),
    variable: "TASKLOOM_LOG_FORMAT",
    flag: "--log-format",
    fallback: undefined,
  },
  "files.root": { schema: text, variable: "TASKLOOM_FILES_ROOT", flag: "--files-root", fallback: ".", isPath: true },
  "http.allow": {
    schema: z.array(text.refine(isHostEntry, "neither a host name, an address nor a range")),
    variable: "TASKLOOM_HTTP_ALLOW",
    flag: "--http-allow",
    fallback: [],
    isList: true,
  },
  "secrets.file": {
    schema: text,
    variable: "TASKLOOM_SECRETS_FILE",
    flag: "--secrets-file",
    fallback: undefined,
    isPath: true,
  },
  handlers: {
    schema: z.array(text),
    variable: "TASKLOOM_HANDLERS",
    flag: "--handlers",
    fallback: [],
    isPath: true,
    isList: true,
  },
  taskTypes: {
    schema: z.array(z.union([text, z.custom<TaskTypeDefinition>(isTaskType, "is no task type")])),
    variable: "TASKLOOM_TASK_TYPES",
    flag: "--task-types",
    fallback: [],
    isPath: true,
    isList: true,
  },
  ...TEMPORAL_SETTINGS,
  "metrics.port": {
    schema: portSchema,
    variable: "TASKLOOM_METRICS_PORT",
    flag: "--metrics-port",
    fallback: undefined,
  },
  "metrics.host": {
    schema: text,
    variable: "TASKLOOM_METRICS_HOST",
    flag: "--metrics-host",
    fallback: "127.0.0.1",
  },
  tracing: { schema: z.enum(["off", "otlp"]), variable: "TASKLOOM_TRACING", flag: "--tracing", fallback: "off" },
  ...LIMIT_SETTINGS,
};
