import { once } from "node:events";
import { dirname, resolve } from "node:path";
import type { TemporalRuntime } from "@taskloom/worker";
import type { CommandDefinition } from "../command.js";
import { checkActions } from "../engine/check-actions.js";
import { loadAllRunnable, type RunnableFile } from "../engine/definitions.js";
import { findHandlerModules, loadHandlerModules } from "../engine/handler-modules.js";
import { hashDefinitions } from "../engine/hash-definitions.js";
import { openSession } from "../engine/session.js";
import { withRuntime } from "../engine/with-runtime.js";
import { EXIT } from "../exit-code.js";
import {
  handlersOption,
  metricsPortOption,
  runOptions,
  type CommonOptions,
  type HandlersOptions,
} from "../options/common-options.js";

interface WorkerOptions extends CommonOptions, HandlersOptions {
  readonly metricsPort?: string;
}

export const worker: CommandDefinition<WorkerOptions> = {
  options: [handlersOption, metricsPortOption, ...runOptions],
  async run(invocation) {
    const { args, options, terminal } = invocation;
    const logLevel = options.quiet === true ? "silent" : "info";
    const { handlers: named, metricsPort } = options;
    const session = await openSession(invocation, { logLevel, handlers: named, metricsPort });
    const files = await loadAllRunnable(args, session);
    const folders = files.map(({ file }) => dirname(resolve(terminal.cwd, file)));
    const handlers = await loadHandlerModules(await findHandlerModules(session.config.handlers, folders));
    return withRuntime(session, { handlers, role: "work" }, async (runtime, interrupted) => {
      const { handlers: known, logger } = runtime;
      for (const { compiled } of files) checkActions(compiled, known, session.taskTypes);
      await runtime.serve(files.map(({ compiled }) => compiled));
      for (const { file, compiled } of files) logger.info({ file, hash: compiled.hash }, `serving ${compiled.id}`);
      if (runtime.kind === "temporal") tellQueue(runtime, files);
      if (!interrupted.aborted) await once(interrupted, "abort");
      logger.info("stopping: handlers under way may end; interrupt once more to end at once");
      return EXIT.done;
    });
  },
};

/** All workers of a queue must be given the same definitions: the hash tells. */
function tellQueue({ config, logger }: TemporalRuntime, files: readonly RunnableFile[]): void {
  const { address, namespace, taskQueue } = config.temporal;
  const definitions = hashDefinitions(files.map(({ compiled }) => compiled));
  const place = { address, namespace, task_queue: taskQueue, definitions };
  logger.info(place, `polling '${taskQueue}', with the definitions ${definitions.slice(0, 12)}`);
}
