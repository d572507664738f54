import type { TaskTypeDefinition } from "@taskloom/shared";
import type { LoadModule } from "../load-module.js";
import type { EngineName } from "./engine-name.js";
import type { LimitName } from "./limit-settings.js";
import type { LogFormat, LogThreshold, SettingKey, SettingValues, Tracing } from "./setting-values.js";

/** What a configuration is made from. */
export interface ConfigInput {
  /** Relative paths of flags and environment start here, and the configuration file is looked for here. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What the command line said, by setting; what is undefined was not said. */
  readonly flags?: { readonly [K in SettingKey]?: string | number | readonly string[] | undefined };
  /** The configuration file; default: TASKLOOM_CONFIG, else `taskloom.config.{ts,mts,js,mjs,json}` in `cwd`, if there is one. */
  readonly configFile?: string;
  /** Imports a module, TypeScript included, and gives its namespace. */
  readonly loadModule: LoadModule;
  /** A command's own default, where it differs. */
  readonly defaults?: Partial<SettingValues>;
  /** Whether the log goes to a terminal: its format is then `pretty` by default. Default false. */
  readonly terminal?: boolean;
}

/** What a configuration file holds. Paths in it are relative to its folder. */
export interface ConfigFile {
  /** Default `embedded`. */
  readonly engine?: EngineName;
  readonly journal?: { readonly file?: string; readonly sync?: "normal" | "full" };
  /** `redis` with the engine `temporal` only, `file` and `memory` with `embedded` only. */
  readonly blobs?: "file" | "memory" | "redis" | "none";
  /** `memory` (default) or `redis://…`. */
  readonly store?: string;
  /** Calls at once, 1 to 10,000. Default 100. */
  readonly concurrency?: number;
  /** How long a task waits for a handler that is not registered. Default `10m`. */
  readonly handler_wait?: string | number;
  /** How long finished runs are kept. Default: until they are pruned. */
  readonly retention?: string | number;
  readonly log?: { readonly level?: LogThreshold; readonly format?: LogFormat };
  /** The folder that `core.file.*` may use. Default: the working directory. */
  readonly files?: { readonly root?: string };
  /** What `core.http` may reach in the host's own network: host names, addresses, ranges (`10.0.0.0/8`). Default: nothing. */
  readonly http?: { readonly allow?: readonly string[] };
  /** A JSON object, or lines of `NAME=value`. */
  readonly secrets?: { readonly file?: string };
  readonly handlers?: readonly string[];
  /** Modules that export `taskTypes`, or task types themselves. */
  readonly taskTypes?: readonly (string | TaskTypeDefinition)[];
  readonly temporal?: {
    /** `host:port`. Default: Temporal's own environment or profile, else `127.0.0.1:7233`. */
    readonly address?: string;
    /** Default: Temporal's own environment or profile, else `default`. */
    readonly namespace?: string;
    /** Default `taskloom`. */
    readonly task_queue?: string;
    /** The version under which a worker registers: `<deployment name>.<build id>`. Default: none. */
    readonly deployment?: string;
  };
  /** Where a worker serves metrics and says whether it is ready. Default: nowhere; `host` is `127.0.0.1`, port 0 a free one. */
  readonly metrics?: { readonly port?: number; readonly host?: string };
  /** `otlp`: traces, by OpenTelemetry. Default `off`. */
  readonly tracing?: Tracing;
  /** Limits that are to be lower than the default; none can be raised. */
  readonly limits?: { readonly [K in LimitName]?: K extends "cancel_grace" ? string | number : number };
}
