import type { CompiledDefinition } from "@taskloom/interfaces";
import { ID_PATTERN, TaskloomError } from "@taskloom/shared";
import type { Runtime } from "@taskloom/worker";
import type { CommandDefinition } from "../command.js";
import { startRun } from "../engine/begin-run.js";
import { loadRunnable } from "../engine/definitions.js";
import { describeIdleQueue } from "../engine/describe-worker.js";
import { isLeftAlone } from "../engine/orphans.js";
import { openSession, type Session } from "../engine/session.js";
import { withClient } from "../engine/with-runtime.js";
import { EXIT } from "../exit-code.js";
import { readInput } from "../input/read-input.js";
import { runOptions, type CommonOptions } from "../options/common-options.js";
import { startOptions, type StartOptions } from "../options/start-options.js";
import { writeJson } from "../text/write-json.js";

export const start: CommandDefinition<CommonOptions & StartOptions> = {
  options: [...startOptions, ...runOptions],
  async run(invocation) {
    const { args, options, terminal } = invocation;
    const session = await openSession(invocation);
    const [asked = ""] = args;
    // A definition's file has an extension, which an id cannot have.
    const loaded = ID_PATTERN.test(asked) ? undefined : await loadRunnable(asked, session);
    const input = await readInput(options.input ?? [], terminal.cwd);
    return withClient(session, async (runtime) => {
      const definition = loaded?.compiled ?? (await findServed(runtime, asked));
      const { runId, started } = await startRun(runtime.engine, { definition, input, options });
      if (options.json === true) writeJson(terminal.stdout, { schema_version: 1, run_id: runId, started });
      else terminal.stdout.write(`${runId}\n`);
      if (options.quiet !== true && (await isLeftAlone(runtime, runId))) {
        terminal.stderr.write(describeLonely(runtime, asked, session));
      }
      return EXIT.done;
    });
  },
};

/** @throws DEFINITION_NOT_FOUND */
async function findServed({ kind, engine }: Runtime, workflow: string): Promise<CompiledDefinition> {
  if (kind === "embedded") return engine.findDefinition(workflow);
  const message = `on Temporal only workers know '${workflow}' by its id: start it by its file, \`taskloom start <file>\``;
  throw new TaskloomError("DEFINITION_NOT_FOUND", message, { details: { workflow } });
}

function describeLonely({ kind }: Runtime, file: string, session: Session): string {
  if (kind === "temporal") return describeIdleQueue({ file, modules: [] }, session);
  return "no worker has taken it up yet: `taskloom worker` with this journal and its handlers will\n";
}
