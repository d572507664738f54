import type { Frame } from "../frame.js";
import { defineFunction, defineListFunction, expectMap, type ExpressionFunction } from "./function.js";

const MAX_ARGUMENTS = 32;

/** Sorted, so that the order does not depend on how the map was made. */
function keys(frame: Frame, value: unknown): string[] {
  return Object.keys(expectMap(frame, value)).toSorted();
}

/** In the order of the sorted keys. */
function values(frame: Frame, value: unknown): unknown[] {
  const map = expectMap(frame, value);
  return keys(frame, map).map((key) => map[key]);
}

/** One level; later maps win. */
function merge(frame: Frame, maps: readonly unknown[]): unknown {
  return Object.fromEntries(maps.flatMap((map) => Object.entries(expectMap(frame, map))));
}

export const MAP_FUNCTIONS: Record<string, ExpressionFunction> = {
  keys: defineFunction(1, keys),
  merge: defineListFunction(MAX_ARGUMENTS, merge),
  values: defineFunction(1, values),
};
