import type { Engine, RunId } from "@taskloom/interfaces";
import type { Session } from "../engine/session.js";
import { createView } from "./create-view.js";
import { followRun } from "./follow-run.js";
import type { ProgressView } from "./progress-view.js";
import { watchBlocked } from "./watch-blocked.js";

/**
 * Shows what a run does, and what holds it up, until it has ended or the signal is aborted.
 * @throws RUN_NOT_FOUND
 */
export async function showRun(engine: Engine, run: RunId, session: Session, signal: AbortSignal): Promise<void> {
  const view = await createView(await engine.get(run), session);
  const blocked = watchBlocked(engine, run, (text) => view.tell(text));
  const listener: Pick<ProgressView, "show" | "log"> = {
    show: (changes) => {
      blocked.changed();
      view.show(changes);
    },
    log: (line) => view.log(line),
  };
  try {
    await followRun(engine, run, listener, signal);
  } finally {
    blocked.stop();
    view.end();
  }
}
