import type { Engine, RunId, TaskLogLine } from "@taskloom/interfaces";
import { Option } from "commander";
import type { CommandDefinition } from "../command.js";
import { openSession, type Session } from "../engine/session.js";
import { withEngine } from "../engine/with-runtime.js";
import { EXIT } from "../exit-code.js";
import { runOptions, type CommonOptions } from "../options/common-options.js";
import { createUsageError } from "../options/usage-error.js";
import { followRun } from "../progress/follow-run.js";
import { listenForInterrupts } from "../terminal/interrupts.js";
import type { Terminal } from "../terminal/terminal.js";
import { formatLogLine } from "../text/format-log-line.js";
import { writeJson } from "../text/write-json.js";

interface LogsOptions extends CommonOptions {
  readonly task?: string;
  readonly follow?: boolean;
}

export const logs: CommandDefinition<LogsOptions> = {
  options: [
    new Option("--task <path>", "only lines of this task and those inside it"),
    new Option("--follow", "go on until the run has ended"),
    ...runOptions,
  ],
  async run(invocation) {
    const { args, options, terminal } = invocation;
    const [runId = ""] = args;
    const { task: path, follow = false, json = false } = options;
    if (follow && json) throw createUsageError("--json prints one document: it cannot go with --follow");
    const session = await openSession(invocation);
    return withEngine(session, async (engine) => {
      await engine.get(runId);
      if (options.quiet !== true) tellPlace(session);
      const print = (line: TaskLogLine): void => void terminal.stdout.write(`${formatLogLine(line)}\n`);
      if (follow) await printUntilEnd(engine, runId, path, print, terminal);
      else if (json) writeJson(terminal.stdout, toDocument(runId, await read(engine, runId, path)));
      else for (const line of await read(engine, runId, path)) print(line);
      if (!follow && options.quiet !== true) await tellIfCut(engine, runId, terminal);
      return EXIT.done;
    });
  },
};

/** Without a store that processes share, the lines are where they were written. */
function tellPlace({ config, terminal: { stderr } }: Session): void {
  if (config.engine !== "temporal" || config.store !== "memory") return;
  stderr.write("the log of a run is kept by the worker that ran it; use --store redis://… to share it\n");
}

function toDocument(run: RunId, lines: readonly TaskLogLine[]): object {
  const shown = lines.map((line) => ({ ...line, at: new Date(line.at).toISOString() }));
  return { schema_version: 1, run_id: run, lines: shown };
}

/** A log keeps its newest lines only. */
async function tellIfCut(engine: Engine, run: RunId, { stderr }: Terminal): Promise<void> {
  for await (const { seq } of engine.logs(run)) {
    if (seq > 1) stderr.write(`warning LOG_FULL the oldest ${seq - 1} lines of the log are gone\n`);
    return;
  }
}

async function read(engine: Engine, run: RunId, path: string | undefined): Promise<readonly TaskLogLine[]> {
  const lines: TaskLogLine[] = [];
  for await (const line of engine.logs(run, path === undefined ? {} : { path })) lines.push(line);
  return lines;
}

async function printUntilEnd(
  engine: Engine,
  run: RunId,
  path: string | undefined,
  print: (line: TaskLogLine) => void,
  terminal: Terminal,
): Promise<void> {
  const interrupts = listenForInterrupts(terminal);
  try {
    await followRun(engine, run, { show: () => undefined, log: print }, interrupts.signal, path);
  } finally {
    interrupts.release();
  }
}
