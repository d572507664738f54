import { TaskloomError } from "@taskloom/shared";

const SECOND_MS = 1_000;
const DAY_MS = 24 * 60 * 60 * SECOND_MS;

/** How the clocks of a place go. Times are epoch milliseconds. */
export interface TimeZone {
  /** What has to be added to get the local time, in milliseconds. */
  offsetAt(at: number): number;
  /** The first whole second after `from`, and not after `until`, that has another offset than `from`. */
  findChange(from: number, until: number): number | undefined;
}

/**
 * The zone of an IANA name.
 * @throws SCHEDULE_INVALID
 */
export function createTimeZone(name: string): TimeZone {
  const format = createFormat(name);
  const offsetAt = (at: number): number => readAsUtc(format.format(at)) - Math.floor(at / SECOND_MS) * SECOND_MS;
  return {
    offsetAt,
    findChange: (from, until) => {
      const offset = offsetAt(from);
      for (let start = from; start < until; start += DAY_MS) {
        const end = Math.min(start + DAY_MS, until);
        if (offsetAt(end) !== offset) return findFirst(start, end, (at) => offsetAt(at) !== offset);
      }
      return undefined;
    },
  };
}

/** Offsets such as `+01:00` are no names: they know no daylight saving. */
function createFormat(name: string): Intl.DateTimeFormat {
  try {
    if (!/^[A-Za-z]/.test(name)) throw new RangeError("not a name");
    return new Intl.DateTimeFormat("en-US", {
      timeZone: name,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch (cause) {
    throw new TaskloomError("SCHEDULE_INVALID", `'${name}' is no IANA time zone`, { cause });
  }
}

/** Reads `3/29/2026, 01:59:59`. */
function readAsUtc(text: string): number {
  const [month = 1, day = 1, year = 0, hour = 0, minute = 0, second = 0] = (text.match(/\d+/g) ?? []).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The first second after `low` at which it holds; at `high` it does. */
function findFirst(low: number, high: number, holds: (at: number) => boolean): number {
  if (high - low <= SECOND_MS) return high;
  const middle = low + Math.floor((high - low) / (2 * SECOND_MS)) * SECOND_MS;
  return holds(middle) ? findFirst(low, middle, holds) : findFirst(middle, high, holds);
}
