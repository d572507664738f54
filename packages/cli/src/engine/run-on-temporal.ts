import { createRunId } from "@taskloom/worker";
import type { ExitCode } from "../exit-code.js";
import { attendRun, describeStop } from "./attend-run.js";
import { startRun } from "./begin-run.js";
import { checkActions } from "./check-actions.js";
import { describeIdleQueue, describeWorker } from "./describe-worker.js";
import { isLeftAlone } from "./orphans.js";
import type { RunHere } from "./run-embedded.js";
import type { Session } from "./session.js";
import { isQueueGiven, onTaskQueue } from "./task-queue.js";
import { withRuntime } from "./with-runtime.js";

/** Runs a definition to its end on Temporal: with a worker of its own, or with those of the task queue that was named. */
export async function runOnTemporal(session: Session, run: RunHere): Promise<ExitCode> {
  return isQueueGiven(session) ? runWithWorkers(session, run) : runWithOwnWorker(session, run);
}

/** The queue is the run's own, so that this process works on nothing else, and nobody else on this. */
async function runWithOwnWorker(named: Session, run: RunHere): Promise<ExitCode> {
  const { beginning, handlers, attendance } = run;
  const { definition, options } = beginning;
  const runId = options.runId ?? createRunId(definition.id);
  const session = onTaskQueue(named, `taskloom-${runId}`);
  return withRuntime(session, { handlers, role: "run" }, async (runtime, interrupted) => {
    checkActions(definition, runtime.handlers, session.taskTypes);
    await startRun(runtime.engine, { ...beginning, options: { ...options, runId } });
    const afterwards = describeStop(describeWorker(run, session));
    return attendRun(runtime.engine, runId, session, { ...attendance, interrupted, afterwards });
  });
}

async function runWithWorkers(session: Session, run: RunHere): Promise<ExitCode> {
  const { beginning, attendance } = run;
  return withRuntime(session, { handlers: {}, role: "call" }, async (runtime, interrupted) => {
    const { runId } = await startRun(runtime.engine, beginning);
    if (session.options.quiet !== true && (await isLeftAlone(runtime, runId))) {
      session.terminal.stderr.write(describeIdleQueue(run, session));
    }
    const { taskQueue } = session.config.temporal;
    const afterwards = `goes on with the workers of the task queue '${taskQueue}'`;
    return attendRun(runtime.engine, runId, session, { ...attendance, interrupted, afterwards });
  });
}
