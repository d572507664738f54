import type { CronFields } from "@taskloom/runs";
import {
  DAYS_OF_WEEK,
  MONTHS,
  type CalendarSpecDescription,
  type DayOfWeek,
  type Month,
  type Range,
} from "@temporalio/client";
import { listOthers, toRanges } from "./calendar-ranges.js";

/** A server's calendar without years: a time fits that fits every field. */
export type Calendar = Omit<CalendarSpecDescription, "year" | "comment">;

const SIXTY: Range<number>[] = [{ start: 0, end: 59, step: 1 }];

/** Every second. */
const ALWAYS: Calendar = {
  second: SIXTY,
  minute: SIXTY,
  hour: [{ start: 0, end: 23, step: 1 }],
  dayOfMonth: [{ start: 1, end: 31, step: 1 }],
  month: [{ start: "JANUARY", end: "DECEMBER", step: 1 }],
  dayOfWeek: [{ start: "SUNDAY", end: "SATURDAY", step: 1 }],
};

/** The times of a cron text: two calendars when it has days of the month and of the week, for either is enough. */
export function toCalendars(fields: CronFields): Calendar[] {
  const { seconds, minutes, hours, daysOfMonth, months, daysOfWeek } = fields;
  const time = { second: toRanges(seconds), minute: toRanges(minutes), hour: toRanges(hours), month: toMonths(months) };
  const calendar = { ...ALWAYS, ...time };
  const calendars: Calendar[] = [];
  if (daysOfMonth !== undefined) calendars.push({ ...calendar, dayOfMonth: toRanges(daysOfMonth) });
  if (daysOfWeek !== undefined) calendars.push({ ...calendar, dayOfWeek: toWeekdays(daysOfWeek) });
  return calendars.length === 0 ? [calendar] : calendars;
}

/** Calendars of which each time that is none of the cron text's fits one, whatever its second. */
export function toExclusions(fields: CronFields): Calendar[] {
  const months = listOthers(fields.months, 1, 12);
  const hours = listOthers(fields.hours, 0, 23);
  const minutes = listOthers(fields.minutes, 0, 59);
  const exclusions: Calendar[] = [];
  if (months.length > 0) exclusions.push({ ...ALWAYS, month: toMonths(months) });
  exclusions.push(...toOtherDays(fields));
  if (hours.length > 0) exclusions.push({ ...ALWAYS, hour: toRanges(hours) });
  if (minutes.length > 0) exclusions.push({ ...ALWAYS, minute: toRanges(minutes) });
  return exclusions;
}

/** Days that neither field allows. */
function toOtherDays({ daysOfMonth, daysOfWeek }: CronFields): Calendar[] {
  if (daysOfMonth === undefined && daysOfWeek === undefined) return [];
  const others = listOthers(daysOfMonth ?? [], 1, 31);
  const otherWeekdays = listOthers(daysOfWeek ?? [], 0, 6);
  if (others.length === 0 || otherWeekdays.length === 0) return [];
  return [{ ...ALWAYS, dayOfMonth: toRanges(others), dayOfWeek: toWeekdays(otherWeekdays) }];
}

function toMonths(months: readonly number[]): Range<Month>[] {
  return toRanges(months).map(({ start, end, step }) => ({ start: monthOf(start), end: monthOf(end), step }));
}

function toWeekdays(days: readonly number[]): Range<DayOfWeek>[] {
  return toRanges(days).map(({ start, end, step }) => ({ start: weekdayOf(start), end: weekdayOf(end), step }));
}

function monthOf(number: number): Month {
  return MONTHS[number - 1] ?? "JANUARY";
}

function weekdayOf(number: number): DayOfWeek {
  return DAYS_OF_WEEK[number] ?? "SUNDAY";
}
