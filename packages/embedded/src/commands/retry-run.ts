import {
  isBlob,
  type EventBatch,
  type JsonValue,
  type RetryRequest,
  type RunId,
  type TaskPath,
} from "@taskloom/interfaces";
import type { KnownDefinition } from "@taskloom/advance";
import { indexPlan, rewind } from "@taskloom/interpreter";
import { TaskloomError } from "@taskloom/shared";
import { copyBlobs } from "./copy-blobs.js";
import type { EngineSetting } from "../engine-setting.js";
import type { StoredRun } from "../journal/journal-store.js";
import type { RunReader } from "../run-reader.js";

/** What a run that repeats another is started with. */
export interface Repetition {
  readonly definition: KnownDefinition;
  readonly input: JsonValue;
  /** What is kept of the other run; absent when all is made again. */
  readonly kept?: readonly EventBatch[];
}

/**
 * Reads what a new run needs to repeat an ended one, from its beginning or from one execution on.
 * @throws RUN_NOT_FOUND, RUN_NOT_ENDED, TASK_NOT_FOUND
 */
export async function readRepetition(
  setting: EngineSetting,
  reader: RunReader,
  run: RunId,
  { from, input }: RetryRequest,
  newRun: RunId,
): Promise<Repetition> {
  const stored = await reader.readRun(run);
  if (stored.endedAt === undefined) {
    throw new TaskloomError("RUN_NOT_ENDED", `run '${run}' has not ended`, { details: { run } });
  }
  const definition = await reader.readDefinition(stored);
  const { input: before } = stored.start;
  const value = input ?? (isBlob(before) ? await setting.blobs.get(before.blob) : before.value);
  if (from === undefined) return { definition, input: value };
  const batches = await rewindTo(setting, stored, definition, from);
  return { definition, input: value, kept: await copyBlobs(batches, setting.blobs, newRun) };
}

async function rewindTo(
  { journal, clock }: EngineSetting,
  { start }: StoredRun,
  { compiled }: KnownDefinition,
  from: TaskPath,
): Promise<readonly EventBatch[]> {
  const batches = await journal.readBatches(start.runId, 0);
  const kept = rewind(indexPlan(compiled.plan), start, batches, from, clock.now());
  if (kept !== undefined) return kept;
  throw new TaskloomError("TASK_NOT_FOUND", `run '${start.runId}' has no task '${from}'`, { details: { from } });
}
