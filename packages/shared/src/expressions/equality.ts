import { Duration } from "@marcbachmann/cel-js/evaluator";
import { isList, isMap, isNumeric, isOptional, unwrapNumber, type CelMap } from "./cel-value.js";
import { toNanoseconds } from "./time-text.js";
import { assertValueDepth } from "./value-depth.js";
import type { Frame } from "./frame.js";

/** CEL's `==`, deep, with numbers compared by value. Values of different kinds are unequal. */
export function equals(frame: Frame, left: unknown, right: unknown, depth = 0): boolean {
  frame.chargeElements(1);
  if (typeof left === "string" && typeof right === "string") return equalTexts(frame, left, right);
  if (left === right) return true;
  if (isNumeric(left)) return isNumeric(right) && equalNumbers(unwrapNumber(left), unwrapNumber(right));
  if (typeof left !== "object" || left === null) return false;
  assertValueDepth(depth);
  if (isList(left)) return isList(right) && equalLists(frame, left, right, depth + 1);
  if (isMap(left)) return isMap(right) && equalMaps(frame, left, right, depth + 1);
  return equalOthers(frame, left, right, depth + 1);
}

function equalTexts(frame: Frame, left: string, right: string): boolean {
  if (left.length !== right.length) return false;
  frame.chargeRead(left.length);
  return left === right;
}

function equalNumbers(left: number | bigint, right: number | bigint): boolean {
  if (typeof left === typeof right) return left === right;
  const [whole, double] = typeof left === "bigint" ? [left, Number(right)] : [BigInt(right), left];
  return Number.isInteger(double) && BigInt(double) === whole;
}

function equalLists(frame: Frame, left: readonly unknown[], right: readonly unknown[], depth: number): boolean {
  return left.length === right.length && left.every((element, index) => equals(frame, element, right[index], depth));
}

function equalMaps(frame: Frame, left: CelMap, right: CelMap, depth: number): boolean {
  const keys = Object.keys(left);
  frame.chargeElements(keys.length);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && equals(frame, left[key], right[key], depth));
}

function equalOthers(frame: Frame, left: object, right: unknown, depth: number): boolean {
  if (left instanceof Date) return right instanceof Date && left.getTime() === right.getTime();
  if (left instanceof Duration) return right instanceof Duration && toNanoseconds(left) === toNanoseconds(right);
  if (left instanceof Uint8Array) return right instanceof Uint8Array && equalLists(frame, [...left], [...right], depth);
  if (!isOptional(left) || !isOptional(right)) return false;
  return equals(frame, left.orValue(undefined), right.orValue(undefined), depth);
}
