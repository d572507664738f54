import { describeConfig, defaultTaskTypes, resolveConfig, type ResolvedConfig } from "@taskloom/worker";
import type { TaskTypeDefinition } from "@taskloom/shared";
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
}

interface SessionOptions {
  /** How much of the process's log is shown when nothing says otherwise. */
  readonly logLevel: "info" | "silent";
  readonly handlers?: readonly string[] | undefined;
}

/**
 * Reads the configuration; with `--debug` it says where each value came from.
 * @throws CONFIG_INVALID, ENGINE_UNKNOWN, TASK_TYPES_INVALID
 */
export async function openSession(
  { options, terminal }: Invocation<CommonOptions>,
  { logLevel, handlers }: SessionOptions = { logLevel: "silent" },
): Promise<Session> {
  const { cwd, env, stderr } = terminal;
  const { engine, journal, store, taskTypes, config: configFile, debug } = options;
  const config = await resolveConfig({
    cwd,
    env,
    flags: { engine, "journal.file": journal, store, taskTypes, handlers },
    ...(configFile === undefined ? {} : { configFile }),
    loadModule: importModule,
    defaults: { "log.level": debug === true ? "debug" : logLevel },
    terminal: stderr.isTTY === true,
  });
  if (debug === true) showConfig(config, terminal);
  return { terminal, options, config, taskTypes: [...defaultTaskTypes, ...config.taskTypes] };
}

function showConfig(config: ResolvedConfig, { stderr }: Terminal): void {
  for (const { setting, value, source } of describeConfig(config)) {
    stderr.write(`${setting} = ${JSON.stringify(value)} (${source})\n`);
  }
}
