import { describeType, isList, isMap, isNumeric, unwrapNumber, type CelMap } from "../cel-value.js";
import { createFailure, type Fault } from "../fault.js";
import type { Frame } from "../frame.js";

/** A function of ours. `x.f(y)` is `f(x, y)`. */
export interface ExpressionFunction {
  readonly minimum: number;
  readonly maximum: number;
  call(frame: Frame, parameters: readonly unknown[]): unknown;
}

/** A function of a fixed number of arguments. */
export function defineFunction(
  count: number,
  call: (frame: Frame, first: unknown, second: unknown, third: unknown) => unknown,
): ExpressionFunction {
  return { minimum: count, maximum: count, call: (frame, [first, second, third]) => call(frame, first, second, third) };
}

/** A function of one list, or of its elements as arguments. */
export function defineListFunction(
  maximum: number,
  call: (frame: Frame, list: readonly unknown[]) => unknown,
): ExpressionFunction {
  return {
    minimum: 1,
    maximum,
    call: (frame, parameters) => call(frame, parameters.length === 1 ? expectList(frame, parameters[0]) : parameters),
  };
}

export function wrongType(expected: string, value: unknown): Fault {
  return createFailure("wrong_type", `A ${expected} is expected, not ${describeType(value)}.`, { expected });
}

/** The text, with the steps for reading it. */
export function expectText(frame: Frame, value: unknown): string {
  if (typeof value !== "string") throw wrongType("text", value);
  frame.chargeRead(value.length);
  return value;
}

/** The list, with the steps for visiting it. */
export function expectList(frame: Frame, value: unknown): readonly unknown[] {
  if (!isList(value)) throw wrongType("list", value);
  frame.chargeElements(value.length);
  return value;
}

/** The map, with the steps for visiting it. */
export function expectMap(frame: Frame, value: unknown): CelMap {
  if (!isMap(value)) throw wrongType("map", value);
  frame.chargeElements(Object.keys(value).length);
  return value;
}

export function expectNumber(value: unknown): number | bigint {
  if (!isNumeric(value)) throw wrongType("number", value);
  return unwrapNumber(value);
}

/** A whole number that JavaScript can count with. */
export function expectInteger(value: unknown): number {
  const number = Number(expectNumber(value));
  if (!Number.isSafeInteger(number)) throw wrongType("whole number", value);
  return number;
}
