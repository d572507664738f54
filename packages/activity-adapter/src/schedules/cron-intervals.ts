import type { CronFields } from "@taskloom/runs";

const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;

/** Times `offset + n * every` since the epoch, in seconds. */
export interface CronInterval {
  readonly every: number;
  readonly offset: number;
}

/**
 * The seconds of all hours at which clocks show a minute and second of the cron text, as few intervals as there can be.
 * `offsets`: what has to be added to UTC to get what the clocks show, in seconds; those of summer and winter.
 */
export function toIntervals({ seconds, minutes }: CronFields, offsets: readonly number[]): readonly CronInterval[] {
  const inHour = new Set<number>();
  for (const offset of offsets) {
    for (const minute of minutes) {
      for (const second of seconds) inHour.add(modulo(minute * 60 + second - offset, HOUR_S));
    }
  }
  const every = findPeriod(inHour);
  const starts = [...inHour].filter((second) => second < every).toSorted((one, other) => one - other);
  return starts.map((offset) => ({ every, offset }));
}

/** The longest time between two days that the cron text allows, about, in seconds. */
export function computeLongestGap({ months, daysOfMonth, daysOfWeek, hours }: CronFields): number {
  if (months.length < 12) return (daysOfMonth?.every((day) => day > 28) === true ? 8 * 366 : 366) * DAY_S;
  if (daysOfWeek !== undefined) return 7 * DAY_S;
  if (daysOfMonth !== undefined) return 62 * DAY_S;
  return hours.length < 24 ? DAY_S : HOUR_S;
}

/** The shortest time after which the seconds repeat themselves. */
function findPeriod(seconds: ReadonlySet<number>): number {
  for (let every = 1; every < HOUR_S; every += 1) {
    if (HOUR_S % every !== 0) continue;
    if ([...seconds].every((second) => seconds.has((second + every) % HOUR_S))) return every;
  }
  return HOUR_S;
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
