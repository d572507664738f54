import { canonicalJson } from "../canonical-json.js";
import { isList, isMap } from "../cel-value.js";
import { createFailure } from "../fault.js";
import type { Frame } from "../frame.js";
import { toJson } from "../json-result.js";
import { createTextMeter } from "../text-meter.js";
import {
  defineFunction,
  defineListFunction,
  expectInteger,
  expectList,
  expectNumber,
  wrongType,
  type ExpressionFunction,
} from "./function.js";
import { compareValues } from "./order.js";

/** `min(a, b, …)` takes as many arguments as CEL's parser. */
const MAX_ARGUMENTS = 32;

/** `range(end)` or `range(start, end)`, without the end: integers. */
function range(frame: Frame, [first, second]: readonly unknown[]): bigint[] {
  const [start, end] = second === undefined ? [0, expectInteger(first)] : [expectInteger(first), expectInteger(second)];
  const count = Math.max(0, end - start);
  frame.chargeElements(count);
  return Array.from({ length: count }, (_, index) => BigInt(start + index));
}

/** The sum; whole as long as all numbers are CEL integers. */
function sum(list: readonly unknown[]): number | bigint {
  const numbers = list.map((value) => expectNumber(value));
  if (numbers.every((value) => typeof value === "bigint")) return numbers.reduce((total, value) => total + value, 0n);
  return numbers.reduce<number>((total, value) => total + Number(value), 0);
}

function average(list: readonly unknown[]): number {
  if (list.length === 0) throw createFailure("empty_list", "An empty list has no average.");
  return Number(sum(list)) / list.length;
}

/** The element that stands first in the order that `sign` gives. */
function extreme(list: readonly unknown[], sign: 1 | -1): unknown {
  if (list.length === 0) throw createFailure("empty_list", "An empty list has no minimum and no maximum.");
  return list.reduce((best, value) => (compareValues(value, best) * sign < 0 ? value : best));
}

/** One level: lists in the list become their elements. */
function flatten(frame: Frame, list: readonly unknown[]): unknown[] {
  for (const element of list) if (isList(element)) frame.chargeElements(element.length);
  return list.flat();
}

/** The first of each that are equal, in order. */
function unique(frame: Frame, list: readonly unknown[]): unknown[] {
  const meter = createTextMeter(frame);
  const seen = new Map<string, unknown>();
  for (const element of list) {
    const key = canonicalJson(toJson(element, meter));
    if (!seen.has(key)) seen.set(key, element);
  }
  return [...seen.values()];
}

function sort(frame: Frame, list: readonly unknown[]): unknown[] {
  frame.chargeElements(list.length);
  return list.toSorted(compareValues);
}

/** Characters of a text, elements of a list, keys of a map. */
function size(frame: Frame, value: unknown): bigint {
  if (typeof value === "string") return BigInt(countCharacters(frame, value));
  if (isList(value) || value instanceof Uint8Array) return BigInt(value.length);
  if (!isMap(value)) throw wrongType("list, map or text", value);
  const count = Object.keys(value).length;
  frame.chargeElements(count);
  return BigInt(count);
}

function countCharacters(frame: Frame, text: string): number {
  frame.chargeRead(text.length);
  let pairs = 0;
  for (let index = 1; index < text.length; index += 1) if ((text.codePointAt(index - 1) ?? 0) > 0xffff) pairs += 1;
  return text.length - pairs;
}

export const LIST_FUNCTIONS: Record<string, ExpressionFunction> = {
  avg: defineListFunction(MAX_ARGUMENTS, (_frame, list) => average(list)),
  flatten: defineFunction(1, (frame, list) => flatten(frame, expectList(frame, list))),
  max: defineListFunction(MAX_ARGUMENTS, (_frame, list) => extreme(list, -1)),
  min: defineListFunction(MAX_ARGUMENTS, (_frame, list) => extreme(list, 1)),
  range: { minimum: 1, maximum: 2, call: range },
  size: defineFunction(1, size),
  sort: defineFunction(1, (frame, list) => sort(frame, expectList(frame, list))),
  sum: defineListFunction(MAX_ARGUMENTS, (_frame, list) => sum(list)),
  unique: defineFunction(1, (frame, list) => unique(frame, expectList(frame, list))),
};
