import { TaskloomError } from "@taskloom/shared";
import { Cron } from "croner";
import { createTimeZone } from "./time-zone.js";

const MONTHS = /\b(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\b/gi;
const WEEKDAYS = /\b(?:SUN|MON|TUE|WED|THU|FRI|SAT)\b/gi;

/** The parser knows more (`L`, `W`, `#`, `?`, nicknames), which no two engines read alike. */
const NUMBERS = /^[\d*,/-]+$/;

/**
 * Whether a cron text has five or six fields (six: seconds first) that can be read, and a zone is an IANA name.
 * @throws SCHEDULE_INVALID
 */
export function validateCron(text: string, timeZone = "UTC"): void {
  parseCron(text);
  createTimeZone(timeZone);
}

/**
 * The times of a cron text as a clock without daylight saving shows them. Day of the month and day of the week both
 * given: either matches.
 * @throws SCHEDULE_INVALID
 */
export function parseCron(text: string): Cron {
  const fields = text.trim().split(/\s+/);
  for (const [index, field] of fields.entries()) assertField(text, field, fields.length - index);
  try {
    return new Cron(fields.join(" "), { timezone: "UTC", mode: "5-or-6-parts", domAndDow: false });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/^CronPattern: /, "") : String(cause);
    throw new TaskloomError("SCHEDULE_INVALID", `'${text}' is no cron text: ${reason}`, { cause });
  }
}

/** The last field is that of weekdays, the one before that of months, in both forms. */
function assertField(text: string, field: string, fromEnd: number): void {
  const names = fromEnd === 1 ? WEEKDAYS : MONTHS;
  if (NUMBERS.test(fromEnd > 2 ? field : field.replaceAll(names, "1"))) return;
  throw new TaskloomError("SCHEDULE_INVALID", `'${text}' is no cron text: '${field}' cannot stand there`);
}
