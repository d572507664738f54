import type { RunId, RunUpdate } from "@taskloom/interfaces";
import { createRunState } from "@taskloom/interpreter";
import type { EngineSetting } from "../engine-setting.js";
import { foldWithChanges, type RunReader } from "../run-reader.js";

/**
 * What happens to a run, from the event after `afterSeq` until it has ended or the watcher stops.
 * @throws RUN_NOT_FOUND; what keeps the run from going on in this process
 */
export async function* watchRun(
  reader: RunReader,
  { journal, news, failures }: EngineSetting,
  run: RunId,
  afterSeq: number,
  signal?: AbortSignal,
): AsyncGenerator<RunUpdate> {
  const stored = await reader.readRun(run);
  const definition = await reader.readDefinition(stored);
  const state = createRunState(stored.start);
  const bell = news.bell(run, signal);
  try {
    do {
      for (const batch of await journal.readBatches(run, state.seq)) {
        for (const update of foldWithChanges(definition, state, batch)) if (update.seq > afterSeq) yield update;
      }
      if (failures.has(run) && state.endedAt === undefined) throw failures.get(run);
    } while (state.endedAt === undefined && (await bell.next()));
  } finally {
    bell.stop();
  }
}
