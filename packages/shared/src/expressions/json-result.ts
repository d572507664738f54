import type { JsonObject, JsonValue } from "@taskloom/interfaces";
import { Duration } from "@marcbachmann/cel-js/evaluator";
import { findProgram, runProgram } from "./cel-environment.js";
import { isList, isMap, isNumeric, isOptional, unwrapNumber, type CelMap } from "./cel-value.js";
import { createFailure } from "./fault.js";
import type { SizeMeter } from "./frame.js";
import { formatCelDuration, formatTimestamp } from "./time-text.js";
import { assertValueDepth } from "./value-depth.js";

/** What a number, a bool or `null` takes in a JSON text, roughly. */
const SIZE_OF_SCALAR = 4;

/**
 * The value as plain JSON: integers become numbers, timestamps RFC 3339 text, durations text (`90s`), bytes base64, an
 * optional its value or `null`; a key that holds nothing is left out. What is JSON already is not copied.
 * @throws EXPRESSION_FAILED when JSON cannot hold it, EXPRESSION_RESULT_TOO_LARGE, EXPRESSION_TOO_DEEP
 */
export function toJson(value: unknown, meter: SizeMeter, depth = 0): JsonValue {
  if (typeof value === "string") {
    meter.spend(value.length + 2);
    return value;
  }
  meter.spend(SIZE_OF_SCALAR);
  if (value === null || typeof value === "boolean") return value;
  if (isNumeric(value)) return toJsonNumber(unwrapNumber(value));
  assertValueDepth(depth);
  if (isList(value)) return toJsonList(value, meter, depth + 1);
  return isMap(value) ? toJsonObject(value, meter, depth + 1) : convertOther(value, meter, depth + 1);
}

function toJsonNumber(value: number | bigint): number {
  const number = Number(value);
  if (typeof value === "bigint" && !Number.isSafeInteger(number)) {
    throw createFailure("integer_out_of_range", "An integer is larger than JSON numbers can hold exactly.");
  }
  if (!Number.isFinite(number)) throw createFailure("not_finite", "The result is not a finite number.");
  return number;
}

function toJsonList(list: readonly unknown[], meter: SizeMeter, depth: number): JsonValue {
  let copy: JsonValue[] | undefined;
  for (let index = 0; index < list.length; index += 1) {
    const json = toJson(list[index], meter, depth);
    if (copy === undefined && json !== list[index]) copy = list.slice(0, index) as JsonValue[];
    copy?.push(json);
  }
  return copy ?? (list as JsonValue[]);
}

function toJsonObject(map: CelMap, meter: SizeMeter, depth: number): JsonValue {
  let copy: [string, JsonValue][] | undefined;
  const keys = Object.keys(map);
  for (const key of keys) {
    const value = map[key];
    meter.spend(key.length + 3);
    const json = value === undefined ? undefined : toJson(value, meter, depth);
    if (copy === undefined && (json === undefined || json !== value)) copy = copyEntries(map, keys, key);
    if (json !== undefined) copy?.push([key, json]);
  }
  return copy === undefined ? (map as JsonObject) : Object.fromEntries(copy);
}

/** The entries before the first that is not JSON as it stands. */
function copyEntries(map: CelMap, keys: readonly string[], end: string): [string, JsonValue][] {
  return keys.slice(0, keys.indexOf(end)).map((key) => [key, map[key] as JsonValue]);
}

function convertOther(value: unknown, meter: SizeMeter, depth: number): JsonValue {
  if (value instanceof Date) return toJson(formatTimestamp(value), meter);
  if (value instanceof Duration) return toJson(formatCelDuration(value), meter);
  if (value instanceof Uint8Array) return toJson(runProgram(findProgram("data.base64()"), { data: value }), meter);
  if (isOptional(value)) return toJson(value.orValue(null), meter, depth);
  throw createFailure("not_json", "The result is nothing that JSON can hold.");
}
