import { randomUUID } from "node:crypto";
import type { Engine, MutationRequest, MutationResult, RunId } from "@taskloom/interfaces";
import type { Runtime } from "@taskloom/worker";
import { Option } from "commander";
import type { CommandDefinition } from "../command.js";
import { EXIT } from "../exit-code.js";
import { runOptions, type CommonOptions } from "../options/common-options.js";
import { writeJson } from "../text/write-json.js";
import { openSession, type Session } from "./session.js";
import { isOrphan } from "./orphans.js";
import { withClient } from "./with-runtime.js";

interface ChangeOptions extends CommonOptions {
  readonly reason?: string;
}

interface RunChangeTexts {
  /** What has been asked for. */
  readonly asked: string;
  /** Why nothing was changed. */
  readonly already: string;
  /** A process that runs it has to answer on Temporal. Default: the server alone does. */
  readonly isAnswered?: boolean;
}

/** A command that asks one run for one thing. */
export function createRunChange(
  change: (engine: Engine, run: RunId, request: MutationRequest) => Promise<MutationResult>,
  { asked, already, isAnswered = false }: RunChangeTexts,
): CommandDefinition<ChangeOptions> {
  return {
    options: [new Option("--reason <text>", "why; recorded in the run"), ...runOptions],
    async run(invocation) {
      const { args, options, terminal } = invocation;
      const [runId = ""] = args;
      const request = { requestId: randomUUID(), ...(options.reason === undefined ? {} : { reason: options.reason }) };
      const session = await openSession(invocation);
      await withClient(session, async (runtime) => {
        if (isAnswered) await warnOfSilence(runtime, runId, session);
        const { changed } = await change(runtime.engine, runId, request);
        if (options.json === true) writeJson(terminal.stdout, { schema_version: 1, run_id: runId, changed });
        else terminal.stdout.write(`${runId} ${changed ? asked : already}\n`);
        if (options.quiet !== true && (await isOrphan(runtime, runId)))
          terminal.stderr.write("no process runs it: this takes effect when one takes it up\n");
      });
      return EXIT.done;
    },
  };
}

/** It answers when there is one, and until then the command waits. */
async function warnOfSilence(runtime: Runtime, run: RunId, { options, terminal }: Session): Promise<void> {
  if (runtime.kind !== "temporal" || options.quiet === true || (await runtime.engine.hasPollers(run))) return;
  terminal.stderr.write("no worker polls the task queue of the run: waiting for one to answer\n");
}
