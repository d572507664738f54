import type { RunId, RunUpdate } from "@taskloom/interfaces";
import { createRunFold } from "@taskloom/runs";
import type { EngineSetting } from "../engine-setting.js";
import type { RunReader } from "../run-reader.js";

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
  const { state, updates } = createRunFold(await reader.readDefinition(stored), stored.start);
  const bell = news.bell(run, signal);
  try {
    do {
      for (const batch of await journal.readBatches(run, state.seq)) {
        for (const update of updates(batch)) if (update.seq > afterSeq) yield update;
      }
      if (failures.has(run) && state.endedAt === undefined) throw failures.get(run);
    } while (state.endedAt === undefined && (await bell.next()));
  } finally {
    bell.stop();
  }
}
