import type { RunState, TaskRecord, ValuePlace } from "@taskloom/interfaces";
import { sizeOf } from "./reduction.js";

/** Values that can be moved out together, and their bytes. */
export interface Measured {
  readonly place: ValuePlace;
  readonly bytes: number;
}

/** All values that the state holds in place and could do without. */
export function measureValues(state: RunState): Measured[] {
  return Object.values(state.tasks).flatMap((record) => [
    { place: { path: record.path, what: "output" } as const, bytes: sizeOf(record.output) },
    ...measureResults(record),
  ]);
}

function measureResults({ path, frame }: TaskRecord): Measured[] {
  if (frame?.kind === "sequence") {
    return Object.entries(frame.results).map(([step, output]) => {
      return { place: { path, what: "results", indices: [step] }, bytes: sizeOf(output) };
    });
  }
  if (frame?.kind !== "children") return [];
  return [{ place: { path, what: "results", indices: Object.keys(frame.results) }, bytes: frame.bytes }];
}

/** The largest ones, until they make up so many bytes. */
export function chooseLargest(measured: readonly Measured[], bytes: number): ValuePlace[] {
  const chosen: ValuePlace[] = [];
  let left = bytes;
  for (const candidate of measured.toSorted((a, b) => b.bytes - a.bytes)) {
    if (left <= 0) break;
    chosen.push(candidate.place);
    left -= candidate.bytes;
  }
  return chosen;
}
