import {
  isBlob,
  isTerminalStatus,
  type BlobRef,
  type ChildrenFrame,
  type JsonObject,
  type JsonValue,
  type RunState,
  type StepId,
  type StoredValue,
  type TaskPath,
  type TaskRecord,
  type ValuePlace,
  type ValuesMoved,
} from "@taskloom/interfaces";
import { chooseLargest, measureValues } from "./measure-values.js";
import { getRecord, getRoot } from "./records.js";
import type { Reduction } from "./reduction.js";

/** A container's results stay in place while they are smaller than this. */
const MAX_RESULT_BYTES = 128 * 1024;

/** Values are moved out when those held in place are larger than this together. */
const MAX_STATE_BYTES = 512 * 1024;

/** Moves a container's results out when they have grown too large and it goes on collecting. */
export function moveResults(reduction: Reduction, container: TaskRecord, frame: ChildrenFrame): void {
  if (frame.bytes <= MAX_RESULT_BYTES || isTerminalStatus(container.status) || container.call !== undefined) return;
  const moving = new Set(movingResults(reduction.state, container.path));
  const indices = Object.keys(frame.results).filter((index) => !moving.has(index));
  requestMove(reduction, [{ path: container.path, what: "results", indices }]);
}

function movingResults(state: RunState, path: TaskPath): string[] {
  return (state.moving ?? []).flatMap((place) => (place.path === path ? indicesOf(place) : []));
}

/** Moves the largest values out when the state has grown too large. */
export function moveLargest(reduction: Reduction): void {
  const { state } = reduction;
  if (state.bytes <= MAX_STATE_BYTES || state.moving !== undefined) return;
  const measured = measureValues(state);
  state.bytes = measured.reduce((sum, { bytes }) => sum + bytes, 0);
  const places = chooseLargest(measured, state.bytes - MAX_STATE_BYTES / 2);
  if (places.length > 0) requestMove(reduction, places);
}

function requestMove({ state, commands }: Reduction, places: readonly ValuePlace[]): void {
  for (const { path } of places) forgetBytes(state.tasks[path]);
  state.moving = [...(state.moving ?? []), ...places];
  commands.push({ kind: "move_values", places });
}

/** What a container's results add up to counts anew from here. */
function forgetBytes(record: TaskRecord | undefined): void {
  if (record?.frame?.kind === "children") record.frame.bytes = 0;
}

/** What left its place meanwhile need not be moved out of it any more. */
export function forgetMove(state: RunState, path: TaskPath, step?: StepId): void {
  if (state.moving === undefined) return;
  const isLeft = (place: ValuePlace): boolean =>
    place.path !== path || (step !== undefined && firstIndex(place) !== step);
  setMoving(state, state.moving.filter(isLeft));
}

function setMoving(state: RunState, moving: ValuePlace[]): void {
  if (moving.length > 0) state.moving = moving;
  else delete state.moving;
}

/**
 * The values at a place, as they are to be written: an output itself, or an object of results by index.
 * Undefined when they have left the state meanwhile.
 */
export function readPlace(state: RunState, place: ValuePlace): JsonValue | undefined {
  const record = state.tasks[place.path];
  if (place.what === "output") return valueOf(record?.output);
  if (record?.frame?.kind === "sequence") return valueOf(record.frame.results[firstIndex(place)]);
  if (record?.frame?.kind !== "children") return undefined;
  const { results } = record.frame;
  const found = indicesOf(place).flatMap((index) => (results[index] === undefined ? [] : [[index, results[index]]]));
  return Object.fromEntries(found) as JsonObject;
}

function valueOf(output: StoredValue | undefined): JsonValue | undefined {
  return output === undefined || isBlob(output) ? undefined : output.value;
}

/** The values are blobs now: the state refers to them. What is not to be moved, or not any more, is ignored. */
export function valuesMoved({ state }: Reduction, event: ValuesMoved): void {
  const moving = state.moving ?? [];
  const wanted = new Set(moving.map(keyOf));
  const moved = event.moved.filter(({ place }) => wanted.has(keyOf(place)));
  for (const { place, blob } of moved) replaceValue(state, place, blob);
  const done = new Set(moved.map(({ place }) => keyOf(place)));
  setMoving(
    state,
    moving.filter((place) => !done.has(keyOf(place))),
  );
}

function keyOf(place: ValuePlace): string {
  return `${place.what} ${firstIndex(place)} ${place.path}`;
}

function firstIndex(place: ValuePlace): string {
  return indicesOf(place)[0] ?? "";
}

function indicesOf({ indices = [] }: ValuePlace): readonly string[] {
  return indices;
}

function replaceValue(state: RunState, place: ValuePlace, blob: BlobRef): void {
  const record = getRecord(state, place.path);
  if (place.what === "output") record.output = { blob };
  else if (record.frame?.kind === "children") moveToChunk(record.frame, indicesOf(place), blob);
  else getRoot(state).frame.results[firstIndex(place)] = { blob };
}

function moveToChunk(frame: ChildrenFrame, indices: readonly string[], blob: BlobRef): void {
  for (const index of indices) delete frame.results[index];
  frame.chunks.push({ blob });
}
