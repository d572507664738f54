import { Option } from "commander";
import type { CommandDefinition } from "../command.js";
import { openSession } from "../engine/session.js";
import { showOutcome } from "../engine/show-outcome.js";
import { withEngine } from "../engine/with-runtime.js";
import { EXIT, exitOfRun } from "../exit-code.js";
import { runOptions, type CommonOptions } from "../options/common-options.js";
import { showRun } from "../progress/show-run.js";
import { listenForInterrupts } from "../terminal/interrupts.js";

interface WatchOptions extends CommonOptions {
  readonly exitStatus?: boolean;
}

export const watch: CommandDefinition<WatchOptions> = {
  options: [new Option("--exit-status", "end with the run's exit code"), ...runOptions],
  async run(invocation) {
    const { args, options, terminal } = invocation;
    const [runId = ""] = args;
    const session = await openSession(invocation);
    return withEngine(session, async (engine) => {
      const interrupts = listenForInterrupts(terminal);
      try {
        await showRun(engine, runId, session, interrupts.signal);
      } finally {
        interrupts.release();
      }
      if (interrupts.signal.aborted) return EXIT.interrupted;
      const document = await engine.get(runId);
      showOutcome(document, options, terminal);
      return options.exitStatus === true ? exitOfRun(document.status) : EXIT.done;
    });
  },
};
