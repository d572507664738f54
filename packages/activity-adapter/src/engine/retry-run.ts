import type { EventBatch, RetryRequest, RunId, StartResult } from "@taskloom/interfaces";
import { createRepetition, type RepetitionOptions } from "@taskloom/runs";
import { TaskloomError } from "@taskloom/shared";
import type { EngineSetting } from "./engine-setting.js";
import { readPages } from "./read-pages.js";
import { describeExecution, findRun, type KnownRun } from "./run-execution.js";
import { createRunId, startRun } from "./start-run.js";

/**
 * Starts a new run of the same definition from an ended one.
 * @throws RUN_NOT_FOUND, RUN_NOT_ENDED, TASK_NOT_FOUND; OPTION_NOT_SUPPORTED for `from` when the server no longer has the
 *   run's first events
 */
export async function retryRun(setting: EngineSetting, run: RunId, request: RetryRequest): Promise<StartResult> {
  const { requestId, from, input } = request;
  if ((await describeExecution(setting, run)).status.name === "RUNNING") {
    throw new TaskloomError("RUN_NOT_ENDED", `run '${run}' has not ended`, { details: { run } });
  }
  const known = await findRun(setting, run);
  if (from !== undefined && known.input.carried !== undefined) throw createBeginningGone(run);
  const { workflow, hash } = known.input.start;
  const definition = await setting.definitions.read(workflow, hash, known.input.plan, known.input.definition);
  const newRun = request.runId ?? createRunId(workflow, requestId);
  const isInFirstMessage = from === undefined && known.input.scheduled === undefined;
  const recorded = isInFirstMessage ? { start: known.input.start, batches: [] } : await readRecorded(setting, known);
  const again = { ...recorded, definition, blobs: setting.blobs, now: setting.now(), newRun };
  const repetition = await createRepetition({
    ...again,
    ...(from !== undefined && { from }),
    ...(input !== undefined && { input }),
  });
  const asked = { definition: definition.compiled, input: repetition.input, runId: newRun, requestId };
  return startRun(setting, asked, repetition.kept);
}

function createBeginningGone(run: RunId): TaskloomError {
  const message = `the server no longer has the beginning of run '${run}': it can be repeated as a whole only`;
  return new TaskloomError("OPTION_NOT_SUPPORTED", message, { details: { run } });
}

/** All that was recorded of a run, with the input that a schedule's gets at its beginning. */
async function readRecorded(
  setting: EngineSetting,
  known: KnownRun,
): Promise<Pick<RepetitionOptions, "start" | "batches">> {
  let { start } = known.input;
  const batches: EventBatch[] = [];
  for await (const page of readPages(setting, known)) {
    if (batches.length === 0) ({ start } = page);
    batches.push(...page.batches);
  }
  return { start, batches };
}
