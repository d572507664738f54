import type { RunDocument } from "@taskloom/interfaces";
import type { Session } from "../engine/session.js";
import { canRedraw } from "../terminal/terminal.js";
import { createPlainView } from "./plain-view.js";
import { silentView, type ProgressView } from "./progress-view.js";

/** A live tree on a screen, plain lines elsewhere and between the lines of a log, nothing with `--quiet`. */
export async function createView(run: RunDocument, { options, config, terminal }: Session): Promise<ProgressView> {
  if (options.quiet === true) return silentView;
  if (!canRedraw(terminal) || config.log.level !== "silent") return createPlainView(run.run_id, terminal.stderr);
  const { createLiveView } = await import("./live-view.js");
  const { run_id: runId, workflow, started_at } = run;
  return createLiveView({ runId, workflow, startedAt: Date.parse(started_at) }, terminal);
}
