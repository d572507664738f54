import type { BlobRef, BlobStore, RunState, Timers, ValuePlace, ValuesMoved } from "@taskloom/interfaces";
import { computeBackoff, readPlace } from "@taskloom/interpreter";
import { isTaskloomError } from "@taskloom/shared";
import { startPause } from "./pause.js";

export interface ValuesToMove {
  readonly state: RunState;
  readonly blobs: BlobStore;
  readonly timers: Timers;
  /** Whether it is still to be done. */
  readonly isWanted: () => boolean;
}

/** Writes values of a state as blobs; the event that tells of it, or undefined when there is nothing to tell. */
export async function moveValues(
  source: ValuesToMove,
  places: readonly ValuePlace[],
): Promise<ValuesMoved | undefined> {
  const moved: { place: ValuePlace; blob: BlobRef }[] = [];
  for (const place of places) {
    const blob = await putUntilWritten(source, place);
    if (blob !== undefined) moved.push({ place, blob });
  }
  return moved.length === 0 ? undefined : { kind: "values_moved", moved };
}

/** Undefined when the value has left the state, or nobody wants it moved any more. */
async function putUntilWritten(
  { state, blobs, timers, isWanted }: ValuesToMove,
  place: ValuePlace,
): Promise<BlobRef | undefined> {
  for (let repeat = 1; isWanted(); repeat += 1) {
    const value = readPlace(state, place);
    if (value === undefined) return undefined;
    try {
      return await blobs.put(state.runId, value);
    } catch (error) {
      if (!isTaskloomError(error) || !error.retryable) throw error;
      await startPause(timers, computeBackoff(repeat)).over;
    }
  }
  return undefined;
}
