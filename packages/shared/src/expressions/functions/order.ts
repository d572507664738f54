import { Duration } from "@marcbachmann/cel-js/evaluator";
import { describeType, isNumeric, unwrapNumber } from "../cel-value.js";
import { createFailure } from "../fault.js";

type Comparable = number | bigint | string | boolean | Date | Duration;

/** Less than 0, 0 or more than 0. Texts go by code units, whatever the machine's language. @throws EXPRESSION_FAILED */
export function compareValues(left: unknown, right: unknown): number {
  const [first, second] = [findComparable(left), findComparable(right)];
  if (first === undefined || second === undefined || kindOf(first) !== kindOf(second)) {
    const types = `${describeType(left)} and ${describeType(right)}`;
    throw createFailure("not_comparable", `Values have no order: ${types}.`);
  }
  if (first < second) return -1;
  return first > second ? 1 : 0;
}

function findComparable(value: unknown): Comparable | undefined {
  if (isNumeric(value)) return unwrapNumber(value);
  if (typeof value === "string" || typeof value === "boolean") return value;
  return value instanceof Date || value instanceof Duration ? value : undefined;
}

function kindOf(value: Comparable): string {
  return typeof value === "object" ? describeType(value) : typeof value === "bigint" ? "number" : typeof value;
}
