import { once } from "node:events";
import { dirname, resolve } from "node:path";
import type { CommandDefinition } from "../command.js";
import { checkActions } from "../engine/check-actions.js";
import { loadAllRunnable } from "../engine/definitions.js";
import { findHandlerModules, loadHandlerModules } from "../engine/handler-modules.js";
import { openSession } from "../engine/session.js";
import { withRuntime } from "../engine/with-runtime.js";
import { EXIT } from "../exit-code.js";
import { handlersOption, runOptions, type CommonOptions, type HandlersOptions } from "../options/common-options.js";

export const worker: CommandDefinition<CommonOptions & HandlersOptions> = {
  options: [handlersOption, ...runOptions],
  async run(invocation) {
    const { args, options, terminal } = invocation;
    const logLevel = options.quiet === true ? "silent" : "info";
    const session = await openSession(invocation, { logLevel, handlers: options.handlers });
    const files = await loadAllRunnable(args, session);
    const folders = files.map(({ file }) => dirname(resolve(terminal.cwd, file)));
    const handlers = await loadHandlerModules(await findHandlerModules(session.config.handlers, folders));
    return withRuntime(
      session,
      { handlers, role: "work" },
      async ({ engine, handlers: known, logger }, interrupted) => {
        for (const { compiled } of files) checkActions(compiled, known, session.taskTypes);
        await engine.serve(files.map(({ compiled }) => compiled));
        for (const { file, compiled } of files) logger.info({ file, hash: compiled.hash }, `serving ${compiled.id}`);
        if (!interrupted.aborted) await once(interrupted, "abort");
        logger.info("stopping: handlers under way may end; interrupt once more to end at once");
        return EXIT.done;
      },
    );
  },
};
