import { dirname, resolve } from "node:path";
import { Option } from "commander";
import type { CommandDefinition } from "../command.js";
import { loadRunnable } from "../engine/definitions.js";
import { findHandlerModules, loadHandlerModules } from "../engine/handler-modules.js";
import { runEmbedded, type RunHere } from "../engine/run-embedded.js";
import { runOnTemporal } from "../engine/run-on-temporal.js";
import { openSession } from "../engine/session.js";
import { readInput } from "../input/read-input.js";
import { readSignals } from "../input/read-signals.js";
import {
  allOption,
  collect,
  handlersOption,
  runOptions,
  timeoutOption,
  type CommonOptions,
  type HandlersOptions,
} from "../options/common-options.js";
import { readDuration } from "../options/read-duration.js";
import { startOptions, type StartOptions } from "../options/start-options.js";

interface RunOptions extends CommonOptions, HandlersOptions, StartOptions {
  readonly signal?: readonly string[];
  readonly timeout?: string;
  readonly all?: boolean;
}

export const run: CommandDefinition<RunOptions> = {
  options: [
    ...startOptions,
    handlersOption,
    new Option("--signal <name=json>", "send a signal at the start; it is kept until a wait takes it").argParser(
      collect,
    ),
    timeoutOption,
    allOption,
    ...runOptions,
  ],
  async run(invocation) {
    const { args, options, terminal } = invocation;
    const timeoutMs = readDuration(options.timeout, "--timeout");
    const session = await openSession(invocation, { logLevel: "silent", handlers: options.handlers });
    const { file, compiled } = await loadRunnable(args[0] ?? "", session);
    const input = await readInput(options.input ?? [], terminal.cwd);
    const signals = readSignals(options.signal ?? [], compiled.plan);
    const modules = await findHandlerModules(session.config.handlers, [dirname(resolve(terminal.cwd, file))]);
    const handlers = await loadHandlerModules(modules);
    const beginning = { definition: compiled, input, signals, options };
    const here: RunHere = { beginning, file, modules, handlers, attendance: { timeoutMs, all: options.all } };
    return session.config.engine === "temporal" ? runOnTemporal(session, here) : runEmbedded(session, here);
  },
};
