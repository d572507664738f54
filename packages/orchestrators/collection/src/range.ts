import { createItemsError, refuseTooMany } from "./items-error.js";

const NUMBERS = /^(-?\d+)\.\.(-?\d+)$/;
const LETTERS = /^(?:[a-z]\.\.[a-z]|[A-Z]\.\.[A-Z])$/;

/**
 * The items of a range: `1..5` or `a..d`, both ends included; from the larger to the smaller end it counts down.
 * Undefined when the text is no range.
 * @throws ITEMS_INVALID when it has more items than `limit`, or ends beyond what a number holds exactly
 */
export function expandRange(text: string, limit: number): readonly (number | string)[] | undefined {
  if (LETTERS.test(text)) return expandLetters(text, limit);
  const [, first, last] = NUMBERS.exec(text) ?? [];
  return first === undefined || last === undefined ? undefined : countBetween(toInteger(first), toInteger(last), limit);
}

function expandLetters(text: string, limit: number): readonly string[] {
  const codes = countBetween(text.charCodeAt(0), text.charCodeAt(text.length - 1), limit);
  return codes.map((code) => String.fromCharCode(code));
}

function countBetween(first: number, last: number, limit: number): readonly number[] {
  const length = Math.abs(last - first) + 1;
  refuseTooMany(length, limit);
  const step = first <= last ? 1 : -1;
  return Array.from({ length }, (_, position) => first + position * step);
}

function toInteger(digits: string): number {
  const value = Number(digits);
  if (Number.isSafeInteger(value)) return value;
  throw createItemsError(`the range's end ${digits} is not between -(2^53 - 1) and 2^53 - 1`, { end: digits });
}
