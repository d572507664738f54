import type { CommandDefinition } from "../command.js";
import { assertEmbedded } from "../engine/assert-embedded.js";
import { attendRun, describeStop } from "../engine/attend-run.js";
import { describeContinue } from "../engine/describe-continue.js";
import { findHandlerModules, loadHandlerModules } from "../engine/handler-modules.js";
import { openSession } from "../engine/session.js";
import { withEmbeddedRuntime } from "../engine/with-runtime.js";
import {
  allOption,
  handlersOption,
  runOptions,
  timeoutOption,
  type CommonOptions,
  type HandlersOptions,
} from "../options/common-options.js";
import { readDuration } from "../options/read-duration.js";

interface ContinueOptions extends CommonOptions, HandlersOptions {
  readonly timeout?: string;
  readonly all?: boolean;
}

export const continueRun: CommandDefinition<ContinueOptions> = {
  options: [handlersOption, timeoutOption, allOption, ...runOptions],
  async run(invocation) {
    const { args, options, terminal } = invocation;
    const [runId = ""] = args;
    const timeoutMs = readDuration(options.timeout, "--timeout");
    const session = await openSession(invocation, { logLevel: "silent", handlers: options.handlers });
    assertEmbedded(session, "continue", "on Temporal `taskloom worker` with the run's task queue takes it up again");
    const modules = await findHandlerModules(session.config.handlers, [terminal.cwd]);
    const handlers = await loadHandlerModules(modules);
    return withEmbeddedRuntime(session, { handlers, role: "run" }, async ({ engine }, interrupted) => {
      await engine.continue(runId);
      const afterwards = describeStop(describeContinue(runId, modules, session));
      return attendRun(engine, runId, session, { timeoutMs, all: options.all, interrupted, afterwards });
    });
  },
};
