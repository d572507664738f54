import { parseCron } from "./cron-text.js";
import { createTimeZone } from "./time-zone.js";

const SECOND_MS = 1_000;

/** The times of a schedule, epoch milliseconds. */
export interface CronTimes {
  /** The first time after another one; undefined when there is none any more. */
  next(after: number): number | undefined;
  /** The times after `after` and not after `until`, in order; the first `limit` of them. */
  list(after: number, until: number, limit: number): readonly number[];
}

/**
 * The times at which the clocks of a zone show what a cron text says. A time that the clocks skip is none, one that
 * they show twice is two.
 * @throws SCHEDULE_INVALID
 */
export function createCronTimes(text: string, timeZone: string): CronTimes {
  const next = remember(createNext(text, timeZone));
  return {
    next,
    list: (after, until, limit) => {
      const times: number[] = [];
      for (let at = next(after); at !== undefined && at <= until && times.length < limit; at = next(at)) times.push(at);
      return times;
    },
  };
}

/** The parser knows nothing of zones here: between two changes of the offset the clocks go on evenly. */
function createNext(text: string, timeZone: string): CronTimes["next"] {
  const cron = parseCron(text);
  const zone = createTimeZone(timeZone);
  return (after) => {
    let from: number | undefined = (Math.floor(after / SECOND_MS) + 1) * SECOND_MS;
    for (;;) {
      const offset = zone.offsetAt(from);
      const local = cron.nextRun(new Date(from + offset - SECOND_MS));
      if (local === null) return undefined;
      const at = local.getTime() - offset;
      const change = zone.findChange(from, at);
      if (change === undefined) return at;
      from = change;
    }
  };
}

/** A rare time is not searched for again at every look. */
function remember(next: CronTimes["next"]): CronTimes["next"] {
  let from = Infinity;
  let known: number | undefined;
  return (after) => {
    if (after >= from && after < (known ?? Infinity)) return known;
    known = next(after);
    from = after;
    return known;
  };
}
