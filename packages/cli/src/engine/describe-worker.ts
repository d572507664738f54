import type { Session } from "./session.js";
import { formatCommand, listSharedFlags } from "./shell-command.js";

/** What a worker would have to be given. */
export interface WorkerNeeds {
  /** Of a definition, as it was named. */
  readonly file: string;
  /** With handlers, by absolute paths. */
  readonly modules: readonly string[];
}

/** The command of a worker on Temporal that runs what this session's task queue holds. */
export function describeWorker({ file, modules }: WorkerNeeds, session: Session): string {
  const { address, namespace } = session.options;
  return formatCommand(
    ["worker", file, "--engine", "temporal"],
    [
      ["--task-queue", session.config.temporal.taskQueue],
      ["--address", address],
      ["--namespace", namespace],
      ...listSharedFlags(modules, session),
    ],
  );
}

/** Nobody runs what that queue holds. */
export function describeIdleQueue(needs: WorkerNeeds, session: Session): string {
  const { taskQueue } = session.config.temporal;
  return `no worker polls the task queue '${taskQueue}': \`${describeWorker(needs, session)}\` does\n`;
}
