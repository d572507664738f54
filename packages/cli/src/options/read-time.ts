import { createUsageError } from "./usage-error.js";
import { readDuration } from "./read-duration.js";

/**
 * The moment that an option gives as a time or as a duration before now, in epoch milliseconds; undefined when it is not
 * there.
 * @throws USAGE
 */
export function readTime(text: string | undefined, option: string, now: number): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{4}-/.test(text)) return now - (readDuration(text, option) ?? 0);
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw createUsageError(`${option}: '${text}' is no time such as 2026-01-31T09:00:00Z`);
  return time;
}
