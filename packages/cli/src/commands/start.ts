import { setTimeout as delay } from "node:timers/promises";
import type { Engine, RunId } from "@taskloom/interfaces";
import { ID_PATTERN } from "@taskloom/shared";
import type { CommandDefinition } from "../command.js";
import { startRun } from "../engine/begin-run.js";
import { loadRunnable } from "../engine/definitions.js";
import { openSession } from "../engine/session.js";
import { withEngine } from "../engine/with-runtime.js";
import { EXIT } from "../exit-code.js";
import { readInput } from "../input/read-input.js";
import { runOptions, type CommonOptions } from "../options/common-options.js";
import { startOptions, type StartOptions } from "../options/start-options.js";
import { writeJson } from "../text/write-json.js";

/** A worker on the same journal takes a run up within a few looks at it. */
const LOOKS = 5;
const LOOK_EVERY_MS = 60;

export const start: CommandDefinition<CommonOptions & StartOptions> = {
  options: [...startOptions, ...runOptions],
  async run(invocation) {
    const { args, options, terminal } = invocation;
    const session = await openSession(invocation);
    const [asked = ""] = args;
    // A definition's file has an extension, which an id cannot have.
    const loaded = ID_PATTERN.test(asked) ? undefined : await loadRunnable(asked, session);
    const input = await readInput(options.input ?? [], terminal.cwd);
    return withEngine(session, async (engine) => {
      const definition = loaded?.compiled ?? (await engine.findDefinition(asked));
      const { runId, started } = await startRun(engine, { definition, input, options });
      if (options.json === true) writeJson(terminal.stdout, { schema_version: 1, run_id: runId, started });
      else terminal.stdout.write(`${runId}\n`);
      if (options.quiet !== true && !(await isTakenUp(engine, runId))) {
        terminal.stderr.write(
          "no worker has taken it up yet: `taskloom worker` with this journal and its handlers will\n",
        );
      }
      return EXIT.done;
    });
  },
};

async function isTakenUp(engine: Engine, run: RunId): Promise<boolean> {
  for (let look = 0; look < LOOKS; look += 1) {
    if ((await engine.get(run, { detailed: true })).blocked !== "NO_OWNER") return true;
    await delay(LOOK_EVERY_MS);
  }
  return false;
}
