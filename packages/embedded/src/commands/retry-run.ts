import type { RetryRequest, RunId } from "@taskloom/interfaces";
import { createRepetition, type Repetition } from "@taskloom/runs";
import { TaskloomError } from "@taskloom/shared";
import type { EngineSetting } from "../engine-setting.js";
import type { RunReader } from "../run-reader.js";

/**
 * Reads what a new run needs to repeat an ended one, from its beginning or from one execution on.
 * @throws RUN_NOT_FOUND, RUN_NOT_ENDED, TASK_NOT_FOUND
 */
export async function readRepetition(
  { journal, blobs, clock }: EngineSetting,
  reader: RunReader,
  run: RunId,
  request: RetryRequest,
  newRun: RunId,
): Promise<Repetition> {
  const stored = await reader.readRun(run);
  if (stored.endedAt === undefined) {
    throw new TaskloomError("RUN_NOT_ENDED", `run '${run}' has not ended`, { details: { run } });
  }
  const definition = await reader.readDefinition(stored);
  const batches = request.from === undefined ? [] : await journal.readBatches(run, 0);
  return createRepetition({ ...request, start: stored.start, batches, definition, blobs, now: clock.now(), newRun });
}
