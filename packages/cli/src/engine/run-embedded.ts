import type { HandlerMap } from "@taskloom/worker";
import type { ExitCode } from "../exit-code.js";
import { attendRun, describeStop, type Attendance } from "./attend-run.js";
import { beginRun, type Beginning } from "./begin-run.js";
import { checkActions } from "./check-actions.js";
import { describeContinue } from "./describe-continue.js";
import type { Session } from "./session.js";
import { withEmbeddedRuntime } from "./with-runtime.js";

/** A run that is to be started, with what it takes to run it here. */
export interface RunHere {
  readonly beginning: Beginning;
  /** As the definition's was named. */
  readonly file: string;
  /** Of the handlers, by absolute paths. */
  readonly modules: readonly string[];
  readonly handlers: HandlerMap;
  readonly attendance: Pick<Attendance, "timeoutMs" | "all">;
}

/** Runs a definition to its end on the embedded engine. */
export async function runEmbedded(session: Session, run: RunHere): Promise<ExitCode> {
  const { beginning, modules, handlers, attendance } = run;
  return withEmbeddedRuntime(session, { handlers, role: "run" }, async (runtime, interrupted) => {
    checkActions(beginning.definition, runtime.handlers, session.taskTypes);
    const runId = await beginRun(runtime.engine, beginning);
    const afterwards = describeStop(describeContinue(runId, modules, session));
    return attendRun(runtime.engine, runId, session, { ...attendance, interrupted, afterwards });
  });
}
