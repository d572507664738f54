import { isBlob, ROOT_PATH, type RunState, type StoredValue } from "@taskloom/interfaces";
import { sizeOf } from "@taskloom/interpreter";
import type { LiftedValue } from "./protocol.js";

/** A message carries values of so many bytes together; larger ones travel as keys of the store. */
const MAX_CARRIED_BYTES = 64 * 1024;

/**
 * Takes the largest values out of a slice until it is small enough: the run's input and outputs of tasks, of those that
 * whoever made them has put into the store. Changes the slice, not the values; gives what is to be put back.
 */
export function liftValues(slice: RunState): readonly LiftedValue[] {
  const found = listValues(slice).toSorted((one, other) => other.bytes - one.bytes);
  let carried = found.reduce((sum, { bytes }) => sum + bytes, 0);
  const lifted: LiftedValue[] = [];
  for (const { path, bytes, sha256 } of found) {
    if (carried <= MAX_CARRIED_BYTES) break;
    if (sha256 === undefined) continue;
    carried -= bytes;
    takeOut(slice, path);
    lifted.push({ path, sha256 });
  }
  return lifted;
}

interface FoundValue {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string | undefined;
}

/** The run's input stands at the root. */
function listValues({ input, tasks }: RunState): FoundValue[] {
  const outputs = Object.values(tasks).filter(({ path }) => path !== ROOT_PATH);
  return [toFound(ROOT_PATH, input), ...outputs.map(({ path, output }) => toFound(path, output))];
}

function toFound(path: string, stored: StoredValue | undefined): FoundValue {
  const sha256 = stored === undefined || isBlob(stored) ? undefined : stored.sha256;
  return { path, bytes: sizeOf(stored), sha256 };
}

function takeOut(slice: RunState, path: string): void {
  const record = slice.tasks[path];
  if (path === ROOT_PATH) slice.input = { value: null };
  else if (record !== undefined) slice.tasks[path] = { ...record, output: { value: null } };
}
