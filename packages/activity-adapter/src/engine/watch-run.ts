import type { RunId, RunUpdate } from "@taskloom/interfaces";
import { createRunFold } from "@taskloom/runs";
import type { EngineSetting } from "./engine-setting.js";
import { readPages } from "./read-pages.js";
import { findRun, toDefinition } from "./run-execution.js";

/**
 * What happens to a run, from the event after `afterSeq` until it has ended or the watcher stops.
 * @throws RUN_NOT_FOUND, SERVER_UNREACHABLE
 */
export async function* watchRun(
  setting: EngineSetting,
  run: RunId,
  afterSeq: number,
  stop: AbortSignal,
): AsyncGenerator<RunUpdate> {
  const known = await findRun(setting, run);
  let fold: ReturnType<typeof createRunFold> | undefined;
  for await (const { start, batches } of readPages(setting, known, stop)) {
    fold ??= createRunFold(toDefinition(known.input), start, known.input.carried?.state);
    for (const batch of batches) for (const update of fold.updates(batch)) if (update.seq > afterSeq) yield update;
    if (fold.state.endedAt !== undefined) return;
  }
}
