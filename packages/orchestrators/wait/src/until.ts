import { TaskloomError } from "@taskloom/shared";

const RFC_3339 = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;

/**
 * Epoch milliseconds of an RFC 3339 time.
 * @throws UNTIL_INVALID
 */
export function parseUntil(text: string): number {
  const ms = isOnCalendar(text) ? Date.parse(text.toUpperCase()) : Number.NaN;
  if (!Number.isNaN(ms)) return ms;
  throw new TaskloomError("UNTIL_INVALID", `\`until\` is not an RFC 3339 time: ${text}`, { details: { until: text } });
}

/** `Date.parse` turns a 30th of February into a day of March. */
function isOnCalendar(text: string): boolean {
  const [, year, month, day] = RFC_3339.exec(text) ?? [];
  if (year === undefined) return false;
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(day) <= lastDay;
}
