import type { EventBatch } from "@taskloom/interfaces";
import { TaskloomError } from "@taskloom/shared";
import type { StoredBatch } from "./journal-store.js";

/** What a run begins with, as it is kept. */
export interface Beginning {
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly batches: readonly StoredBatch[];
  readonly lastSeq: number;
}

/**
 * Numbers the events of a new run from 1. It starts when its last batch does: those before it may be another run's.
 * @throws BUG when there is no batch
 */
export function computeBeginning(batches: readonly EventBatch[]): Beginning {
  const startedAt = batches.at(-1)?.at;
  if (startedAt === undefined) throw new TaskloomError("BUG", "a run begins with at least one batch of events");
  const numbered: StoredBatch[] = [];
  let lastSeq = 0;
  for (const batch of batches) {
    numbered.push({ ...batch, firstSeq: lastSeq + 1 });
    lastSeq += batch.events.length;
  }
  return { startedAt, batches: numbered, lastSeq };
}
