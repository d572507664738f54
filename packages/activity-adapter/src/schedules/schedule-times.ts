import { createTimeZone, parseCronFields, type CronFields, type Schedule, type TimeZone } from "@taskloom/runs";
import { toCalendars, toExclusions, type Calendar } from "./cron-calendars.js";
import { computeLongestGap, toIntervals, type CronInterval } from "./cron-intervals.js";

/** When a server starts runs: at times of the calendars and intervals that fit none of the exclusions. */
export interface ScheduleTimes {
  readonly timezone: string;
  readonly calendars: readonly Calendar[];
  /** In seconds. */
  readonly intervals: readonly CronInterval[];
  readonly exclusions: readonly Calendar[];
}

/** Whoever changes the clocks does so within this time. */
const LOOK_AHEAD_MS = 400 * 24 * 3_600_000;

const MAX_INTERVALS = 60;

/** The server looks for so many times at once, */
const TIMES_AT_ONCE = 14;

/** going over those of the intervals one by one, for about a microsecond each, and may not take a second. */
const MAX_STEPS = 130_000;

/**
 * The times of a schedule as a server can be told. Its calendars are right where no clocks are changed. Around a change
 * they leave times out, and give wrong ones: intervals go by UTC, and exclusions by what the clocks show. Where intervals
 * would be too many there remain the calendars, and exclusions of the wrong times. `now` in epoch milliseconds.
 */
export function computeScheduleTimes(
  { cron, timeZone }: Pick<Schedule, "cron" | "timeZone">,
  now: number,
): ScheduleTimes {
  const fields = parseCronFields(cron);
  const offsets = listOffsets(createTimeZone(timeZone), now);
  const calendars = toCalendars(fields);
  if (offsets.length === 1) return { timezone: timeZone, calendars, intervals: [], exclusions: [] };
  const exclusions = toExclusions(fields);
  const intervals = toIntervals(fields, offsets);
  return canGoOver(fields, intervals)
    ? { timezone: timeZone, calendars: [], intervals, exclusions }
    : { timezone: timeZone, calendars, intervals: [], exclusions };
}

function canGoOver(fields: CronFields, intervals: readonly CronInterval[]): boolean {
  const timesADay = fields.hours.length * fields.minutes.length * fields.seconds.length;
  const gaps = Math.ceil(TIMES_AT_ONCE / timesADay);
  const steps = (computeLongestGap(fields) / (intervals[0]?.every ?? 1)) * intervals.length;
  return intervals.length <= MAX_INTERVALS && steps * gaps <= MAX_STEPS;
}

/** What has to be added to UTC, in seconds: each once. */
function listOffsets(zone: TimeZone, now: number): readonly number[] {
  const until = now + LOOK_AHEAD_MS;
  const offsets = new Set<number>();
  for (let at: number | undefined = now; at !== undefined; at = zone.findChange(at, until)) {
    offsets.add(zone.offsetAt(at) / 1_000);
  }
  return [...offsets];
}
