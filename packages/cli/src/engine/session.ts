import {
  describeConfig,
  defaultTaskTypes,
  findPlanCheck,
  resolveConfig,
  type ConfigInput,
  type ResolvedConfig,
} from "@taskloom/worker";
import type { CheckPlan, TaskTypeDefinition } from "@taskloom/shared";
import type { Invocation } from "../command.js";
import { importModule } from "../modules/import-module.js";
import type { CommonOptions } from "../options/common-options.js";
import type { Terminal } from "../terminal/terminal.js";

/** What a command works with: its configuration, and the task types that there are. */
export interface Session {
  readonly terminal: Terminal;
  readonly options: CommonOptions;
  readonly config: ResolvedConfig;
  readonly taskTypes: readonly TaskTypeDefinition[];
  /** Of the engine that is chosen. */
  readonly checkPlan: CheckPlan;
}

interface SessionOptions {
  /** How much of the process's log is shown when nothing says otherwise. */
  readonly logLevel: "info" | "silent";
  readonly handlers?: readonly string[] | undefined;
  readonly metricsPort?: string | undefined;
}

/**
 * Reads the configuration; with `--debug` it says where each value came from.
 * @throws CONFIG_INVALID, ENGINE_UNKNOWN, TASK_TYPES_INVALID
 */
export async function openSession(
  { options, terminal }: Invocation<CommonOptions>,
  { logLevel, handlers, metricsPort }: SessionOptions = { logLevel: "silent" },
): Promise<Session> {
  const { cwd, env, stderr } = terminal;
  const { config: configFile, debug } = options;
  const config = await resolveConfig({
    cwd,
    env,
    flags: { ...readFlags(options), handlers, "metrics.port": metricsPort },
    ...(configFile === undefined ? {} : { configFile }),
    loadModule: importModule,
    defaults: { "log.level": debug === true ? "debug" : logLevel },
    terminal: stderr.isTTY === true,
  });
  if (debug === true) showConfig(config, terminal);
  const checkPlan = await findPlanCheck(config.engine);
  return { terminal, options, config, taskTypes: [...defaultTaskTypes, ...config.taskTypes], checkPlan };
}

function readFlags(options: CommonOptions): NonNullable<ConfigInput["flags"]> {
  const { engine, journal, store, taskTypes, address, namespace, taskQueue } = options;
  return {
    engine,
    "journal.file": journal,
    store,
    taskTypes,
    "temporal.address": address,
    "temporal.namespace": namespace,
    "temporal.task_queue": taskQueue,
  };
}

function showConfig(config: ResolvedConfig, { stderr }: Terminal): void {
  for (const { setting, value, source } of describeConfig(config)) {
    stderr.write(`${setting} = ${JSON.stringify(value)} (${source})\n`);
  }
}
