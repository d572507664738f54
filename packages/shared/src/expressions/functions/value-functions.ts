import { findProgram, runProgram } from "../cel-environment.js";
import { isList, isMap } from "../cel-value.js";
import type { Frame } from "../frame.js";
import { formatTimestamp } from "../time-text.js";
import { defineFunction, type ExpressionFunction } from "./function.js";

/** The time recorded for the step, as RFC 3339 text in UTC: `2026-01-31T09:00:00.000Z`. */
function now(frame: Frame): string {
  return formatTimestamp(new Date(frame.now));
}

/** The library would ask a map for its `constructor`, which JSON may have as a key. */
function typeOf(_frame: Frame, value: unknown): unknown {
  if (isList(value)) return runProgram(findProgram("list"), {});
  if (isMap(value)) return runProgram(findProgram("map"), {});
  return runProgram(findProgram("type(value)"), { value });
}

export const VALUE_FUNCTIONS: Record<string, ExpressionFunction> = {
  dyn: defineFunction(1, (_frame, value) => value),
  now: defineFunction(0, now),
  type: defineFunction(1, typeOf),
};
