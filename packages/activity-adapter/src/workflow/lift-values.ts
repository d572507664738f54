import { isBlob, ROOT_PATH, type RunState, type StoredValue } from "@taskloom/interfaces";
import type { LiftedValue } from "./protocol.js";

/** A message carries values of so many bytes together; larger ones travel as keys of the store. */
const MAX_CARRIED_BYTES = 64 * 1024;

/** Smaller ones are not worth a key. */
const MIN_LIFTED_BYTES = 4 * 1024;

/**
 * Takes the largest values out of a slice until it is small enough: the run's input and outputs of tasks, which whoever
 * made them has put into the store. Changes the slice, not the values; gives what is to be put back.
 */
export function liftValues(slice: RunState): readonly LiftedValue[] {
  const found = listValues(slice).toSorted((one, other) => other.bytes - one.bytes);
  let carried = found.reduce((sum, { bytes }) => sum + bytes, 0);
  const lifted: LiftedValue[] = [];
  for (const { path, bytes } of found) {
    if (carried <= MAX_CARRIED_BYTES || bytes < MIN_LIFTED_BYTES) break;
    carried -= bytes;
    takeOut(slice, path);
    lifted.push({ path });
  }
  return lifted;
}

interface FoundValue {
  readonly path: string;
  readonly bytes: number;
}

/** The run's input stands at the root. */
function listValues({ input, tasks }: RunState): FoundValue[] {
  const outputs = Object.values(tasks).map(({ path, output }) => ({ path, bytes: bytesOf(output) }));
  return [{ path: ROOT_PATH, bytes: bytesOf(input) }, ...outputs.filter(({ path }) => path !== ROOT_PATH)];
}

function bytesOf(stored: StoredValue | undefined): number {
  return stored === undefined || isBlob(stored) ? 0 : (stored.bytes ?? 0);
}

function takeOut(slice: RunState, path: string): void {
  const record = slice.tasks[path];
  if (path === ROOT_PATH) slice.input = { value: null };
  else if (record !== undefined) slice.tasks[path] = { ...record, output: { value: null } };
}
