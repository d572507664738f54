import { randomUUID } from "node:crypto";
import type { Engine, RunId } from "@taskloom/interfaces";
import { EXIT, exitOfRun, type ExitCode } from "../exit-code.js";
import { except } from "./except.js";
import { showRun } from "../progress/show-run.js";
import type { Session } from "./session.js";
import { showOutcome } from "./show-outcome.js";

/** How a run that was started is attended. */
export interface Attendance {
  /** After this time the run is cancelled, in milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** List all children of containers in the document. */
  readonly all?: boolean | undefined;
  /** Aborted when the user wants to stop. */
  readonly interrupted: AbortSignal;
  /** What becomes of the run then: the end of a sentence that begins with it. */
  readonly afterwards: string;
}

/**
 * Shows a run until it has ended, prints what came out of it, and gives the run's exit code.
 * @throws what keeps the run from being cancelled when its time is over, SERVER_UNREACHABLE for instance
 */
export async function attendRun(
  engine: Engine,
  run: RunId,
  session: Session,
  { timeoutMs, all = false, interrupted, afterwards }: Attendance,
): Promise<ExitCode> {
  const { options, terminal } = session;
  const deadline = startDeadline(engine, run, timeoutMs);
  try {
    await showRun(engine, run, session, AbortSignal.any([interrupted, deadline.failed]));
  } finally {
    deadline.stop();
  }
  deadline.failed.throwIfAborted();
  const document = await engine.get(run, { all });
  if (interrupted.aborted && document.ended_at === null) {
    terminal.stderr.write(`interrupted: run ${run} ${afterwards}\n`);
    return EXIT.interrupted;
  }
  showOutcome(document, options, terminal);
  return deadline.hasPassed() && document.status === "canceled" ? EXIT.timedOut : exitOfRun(document.status);
}

/** Of a run that stops with this process; `command` takes it up again, without one nothing does. */
export function describeStop(command: string | undefined): string {
  const after =
    command === undefined
      ? "it was kept in memory only"
      : `\`${command}\` takes it up again, attempts that were under way count as failed`;
  return `is stopped; ${after}`;
}

interface Deadline {
  hasPassed(): boolean;
  /** Aborted, with the reason, when the run could not be cancelled. */
  readonly failed: AbortSignal;
  stop(): void;
}

function startDeadline(engine: Engine, run: RunId, timeoutMs: number | undefined): Deadline {
  let hasPassed = false;
  const failing = new AbortController();
  const cancel = (): void => {
    hasPassed = true;
    const request = { requestId: randomUUID(), reason: "the time given with --timeout is over" };
    except("RUN_ENDED", engine.cancel(run, request)).catch((error: unknown) => failing.abort(error));
  };
  const timer = timeoutMs === undefined ? undefined : setTimeout(cancel, timeoutMs);
  return { hasPassed: () => hasPassed, failed: failing.signal, stop: () => clearTimeout(timer) };
}
