import { createUsageError } from "./usage-error.js";

/**
 * The positive number that an option gives; undefined when it is not there.
 * @throws USAGE
 */
export function readCount(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1)
    throw createUsageError(`${option} takes a number from 1, not '${text}'`);
  return count;
}
