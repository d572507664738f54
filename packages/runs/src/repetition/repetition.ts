import type { KnownDefinition } from "@taskloom/advance";
import {
  isBlob,
  type BlobStore,
  type EventBatch,
  type JsonValue,
  type RetryRequest,
  type RunId,
  type RunStart,
  type TaskPath,
} from "@taskloom/interfaces";
import { indexPlan, rewind } from "@taskloom/interpreter";
import { TaskloomError } from "@taskloom/shared";
import { copyBlobs } from "./copy-blobs.js";

/** What a run that repeats another is started with. */
export interface Repetition {
  readonly definition: KnownDefinition;
  readonly input: JsonValue;
  /** What is kept of the other run; absent when all is made again. */
  readonly kept?: readonly EventBatch[];
}

/** An ended run, and from where on it is repeated. */
export interface RepetitionOptions extends Pick<RetryRequest, "from" | "input"> {
  readonly start: RunStart;
  /** All that was recorded of it, in order; not looked at without `from`. */
  readonly batches: readonly EventBatch[];
  readonly definition: KnownDefinition;
  readonly blobs: BlobStore;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Whose blobs those of the kept events become. */
  readonly newRun: RunId;
}

/**
 * What a new run needs to repeat an ended one, from its beginning or from one execution on.
 * @throws TASK_NOT_FOUND, BLOB_LOST, STORE_UNAVAILABLE
 */
export async function createRepetition(options: RepetitionOptions): Promise<Repetition> {
  const { start, definition, blobs, from, newRun } = options;
  const input = options.input ?? (isBlob(start.input) ? await blobs.get(start.input.blob) : start.input.value);
  if (from === undefined) return { definition, input };
  return { definition, input, kept: await copyBlobs(rewindTo(options, from), blobs, newRun) };
}

function rewindTo({ start, batches, definition, now }: RepetitionOptions, from: TaskPath): readonly EventBatch[] {
  const kept = rewind(indexPlan(definition.compiled.plan), start, batches, from, now);
  if (kept !== undefined) return kept;
  throw new TaskloomError("TASK_NOT_FOUND", `run '${start.runId}' has no task '${from}'`, { details: { from } });
}
