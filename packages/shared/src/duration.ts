import { TaskloomError } from "./errors/taskloom-error.js";

const MS_PER_SECOND = 1_000;
const MS_PER_MINUTE = 60 * MS_PER_SECOND;
const MS_PER_HOUR = 60 * MS_PER_MINUTE;
const MS_PER_DAY = 24 * MS_PER_HOUR;

/** 10 years of 365 days, in milliseconds. */
export const MAX_DURATION_MS: number = 3_650 * MS_PER_DAY;

const UNITS = [
  ["d", MS_PER_DAY],
  ["h", MS_PER_HOUR],
  ["m", MS_PER_MINUTE],
  ["s", MS_PER_SECOND],
  ["ms", 1],
] as const;

/** Each unit at most once, larger ones first. */
const SHORT = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+)ms)?$/;
/** Years and months have no fixed length and are left out. */
const ISO_8601 = /^P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/**
 * A duration in milliseconds, rounded to whole ones: `300ms`, `30s`, `5m`, `1h30m`, `2d`, ISO-8601 (`PT5M`), or a
 * number of milliseconds.
 * @throws DURATION_INVALID when it is malformed, negative or longer than 10 years
 */
export function parseDuration(value: string | number): number {
  const milliseconds = typeof value === "number" ? value : parseText(value.trim());
  if (milliseconds === undefined || !(milliseconds >= 0 && milliseconds <= MAX_DURATION_MS)) throw createError(value);
  return Math.round(milliseconds);
}

function parseText(text: string): number | undefined {
  const match = SHORT.exec(text) ?? ISO_8601.exec(text);
  const amounts = match?.slice(1);
  if (amounts === undefined || amounts.every((amount) => amount === undefined)) return undefined;
  return UNITS.reduce((total, [, factor], index) => total + Number(amounts[index] ?? 0) * factor, 0);
}

function createError(value: string | number): TaskloomError {
  const shown = typeof value === "string" ? value.slice(0, 100) : String(value);
  return new TaskloomError("DURATION_INVALID", `'${shown}' is not a duration from 0 to 10 years.`, {
    details: { value: shown },
  });
}
