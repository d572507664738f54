import type { Engine, RunId, SignalRequest, SignalResult } from "@taskloom/interfaces";
import { Option } from "commander";
import type { CommandDefinition } from "../command.js";
import { openSession, type Session } from "../engine/session.js";
import { withEngine } from "../engine/with-runtime.js";
import { EXIT, type ExitCode } from "../exit-code.js";
import { readJson } from "../input/read-json.js";
import { runOptions, type CommonOptions } from "../options/common-options.js";
import { readDuration } from "../options/read-duration.js";
import { createUsageError } from "../options/usage-error.js";
import { countOf } from "../text/count-of.js";
import { writeJson } from "../text/write-json.js";

interface SignalOptions extends CommonOptions {
  readonly payload?: string;
  readonly correlationId?: string;
  readonly verdict?: boolean;
  readonly timeout?: string;
}

const VERDICTS: Readonly<Record<SignalResult["verdict"], string>> = {
  taken: "was taken",
  kept: "was sent",
  left: "was left for others",
  dropped: "did not meet the condition of the wait",
  refused: "was refused",
};

export const signal: CommandDefinition<SignalOptions> = {
  options: [
    new Option("--payload <json>", "what the signal carries: JSON or @file (default: null)"),
    new Option("--correlation-id <id>", "only waits with this correlation id look at it"),
    new Option("--verdict", "wait until a wait has taken (exit 0) or refused it (exit 3)"),
    new Option("--timeout <duration>", "how long to wait for the verdict (exit 9 when it is over)"),
    ...runOptions,
  ],
  async run(invocation) {
    const { args, options, terminal } = invocation;
    const [run, name] = args.length === 1 ? [undefined, args[0]] : args;
    if (name === undefined || args.length > 2) throw createUsageError("signal takes a run and a name, or a name alone");
    const request = await readRequest(name, options, terminal.cwd);
    if (run === undefined && (options.verdict === true || options.timeout !== undefined)) {
      throw createUsageError("--verdict and --timeout need a run");
    }
    const session = await openSession(invocation);
    return withEngine(session, async (engine) =>
      run === undefined ? broadcast(engine, request, session) : send(engine, run, request, session),
    );
  },
};

async function readRequest(name: string, options: SignalOptions, cwd: string): Promise<SignalRequest> {
  const { payload, correlationId, verdict = false } = options;
  const timeoutMs = readDuration(options.timeout, "--timeout");
  return {
    name,
    payload: payload === undefined ? null : await readJson(payload, "--payload", cwd),
    verdict,
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
}

/** What the wait's condition turned down is refused as well. */
async function send(
  engine: Engine,
  run: RunId,
  request: SignalRequest,
  { options, terminal: { stdout } }: Session,
): Promise<ExitCode> {
  const { signalId, verdict } = await engine.signal(run, request);
  if (options.json === true) writeJson(stdout, { schema_version: 1, run_id: run, signal_id: signalId, verdict });
  else stdout.write(`${signalId} ${VERDICTS[verdict]}\n`);
  return verdict === "taken" || verdict === "kept" ? EXIT.done : EXIT.invalid;
}

async function broadcast(
  engine: Engine,
  request: SignalRequest,
  { options, terminal: { stdout } }: Session,
): Promise<ExitCode> {
  const { signalId, delivered, started } = await engine.broadcast(request);
  if (options.json === true) writeJson(stdout, { schema_version: 1, signal_id: signalId, delivered, started });
  else stdout.write(`${signalId} handed to ${countOf(delivered, "run")}, started ${countOf(started, "run")}\n`);
  return EXIT.done;
}
