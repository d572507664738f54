import type { JsonObject } from "@taskloom/interfaces";
import { parseDuration } from "@taskloom/shared";
import { createCronTimes, type CronTimes } from "./cron-times.js";

/** What happens at a time at which the run before is still open: nothing, its run starts afterwards, or both run. */
type Overlap = "skip" | "buffer_one" | "allow";

/** A trigger by time, with its defaults. */
export interface Schedule {
  readonly key: string;
  readonly cron: string;
  readonly timeZone: string;
  readonly overlap: Overlap;
  /** Times longer ago are not caught up. */
  readonly catchUpMs: number;
  readonly times: CronTimes;
}

/** As a checked definition has it. */
interface ScheduleTrigger {
  readonly cron: string;
  readonly time_zone?: string;
  readonly overlap?: Overlap;
  readonly catch_up?: string | number;
}

/** The restart of a worker is caught up, a holiday of it is not. */
const DEFAULT_CATCH_UP_MS = 60_000;

/** A worker with much to do looks that late. */
const MIN_CATCH_UP_MS = 2_000;

/** What tells the schedules of a workflow apart: the same as long as cron text, time zone and input are. */
export function keySchedule(trigger: JsonObject): string {
  const { cron, time_zone = "UTC", input = null } = trigger;
  return JSON.stringify([cron, time_zone, input]);
}

/**
 * The schedule that a trigger describes.
 * @throws SCHEDULE_INVALID
 */
export function readSchedule(trigger: JsonObject): Schedule {
  const { cron, time_zone = "UTC", overlap = "skip", catch_up } = trigger as JsonObject & ScheduleTrigger;
  const catchUpMs = catch_up === undefined ? DEFAULT_CATCH_UP_MS : parseDuration(catch_up);
  return {
    key: keySchedule(trigger),
    cron,
    timeZone: time_zone,
    overlap,
    catchUpMs: Math.max(catchUpMs, MIN_CATCH_UP_MS),
    times: createCronTimes(cron, time_zone),
  };
}

/** Reads schedules once, however often they are asked for. */
export function createScheduleReader(): typeof readSchedule {
  const known = new Map<string, Schedule>();
  return (trigger) => {
    const text = JSON.stringify(trigger);
    const schedule = known.get(text) ?? readSchedule(trigger);
    known.set(text, schedule);
    return schedule;
  };
}
