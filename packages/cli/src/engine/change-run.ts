import { randomUUID } from "node:crypto";
import type { Engine, MutationRequest, MutationResult, RunId } from "@taskloom/interfaces";
import { Option } from "commander";
import type { CommandDefinition } from "../command.js";
import { EXIT } from "../exit-code.js";
import { runOptions, type CommonOptions } from "../options/common-options.js";
import { writeJson } from "../text/write-json.js";
import { openSession } from "./session.js";
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
}

/** A command that asks one run for one thing. */
export function createRunChange(
  change: (engine: Engine, run: RunId, request: MutationRequest) => Promise<MutationResult>,
  { asked, already }: RunChangeTexts,
): CommandDefinition<ChangeOptions> {
  return {
    options: [new Option("--reason <text>", "why; recorded in the run"), ...runOptions],
    async run(invocation) {
      const { args, options, terminal } = invocation;
      const [runId = ""] = args;
      const request = { requestId: randomUUID(), ...(options.reason === undefined ? {} : { reason: options.reason }) };
      const session = await openSession(invocation);
      await withClient(session, async (runtime) => {
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
