import { createHash } from "node:crypto";
import type { CompiledDefinition, JsonObject } from "@taskloom/interfaces";
import { readLabels, readSchedule, type Schedule } from "@taskloom/runs";
import type { CalendarSpec, ScheduleOptions, ScheduleOverlapPolicy } from "@temporalio/client";
import type { EngineSetting } from "../engine/engine-setting.js";
import { createStartOptions } from "../engine/start-options.js";
import type { RunInput } from "../workflow/protocol.js";
import type { Calendar } from "./cron-calendars.js";
import { toScheduleId } from "./schedule-ids.js";
import { computeScheduleTimes, type ScheduleTimes } from "./schedule-times.js";

/** A schedule as a server is to have it. */
export type WantedSchedule = Required<Pick<ScheduleOptions, "scheduleId" | "spec" | "action" | "policies">>;

/** The server's own minimum. */
const MIN_CATCH_UP_MS = 10_000;

const POLICIES: Readonly<Record<Schedule["overlap"], ScheduleOverlapPolicy>> = {
  skip: "SKIP",
  buffer_one: "BUFFER_ONE",
  allow: "ALLOW_ALL",
};

/**
 * The schedule of a trigger, the `place`-th of its definition.
 * @throws SCHEDULE_INVALID, PLAN_TOO_LARGE, SHARED_STORE_REQUIRED
 */
export async function createWantedSchedule(
  setting: EngineSetting,
  definition: CompiledDefinition,
  trigger: JsonObject,
  place: number,
): Promise<WantedSchedule> {
  const schedule = readSchedule(trigger);
  const scheduleId = toScheduleId(definition.id, place);
  const labels = readLabels(definition);
  const run = { runId: scheduleId, definition, input: {}, labels, requestId: scheduleId, scheduled: { trigger } };
  const options = await createStartOptions(setting, run);
  return {
    scheduleId,
    spec: toSpec(schedule.cron, computeScheduleTimes(schedule, setting.now())),
    action: {
      type: "startWorkflow",
      workflowType: definition.id,
      workflowId: `${definition.id}-${shorten(schedule.key)}`,
      ...options,
    },
    policies: {
      overlap: POLICIES[schedule.overlap],
      catchupWindow: Math.max(schedule.catchUpMs, MIN_CATCH_UP_MS),
      pauseOnFailure: false,
    },
  };
}

/** What a schedule of ours starts its runs with; undefined for another's. */
export function readRunInput(args: readonly unknown[] | undefined): RunInput | undefined {
  const input = args?.[0] as Partial<RunInput> | undefined;
  return input?.scheduled === undefined ? undefined : (input as RunInput);
}

/** The server adds the time: so each schedule of a workflow starts a run of its own, and each time one. */
function shorten(key: string): string {
  const hash = createHash("sha256").update(key).digest("hex");
  return BigInt(`0x${hash}`).toString(36).slice(0, 8);
}

/** The cron text is a comment only, for those who look at the schedule in the server's UI. */
export function toSpec(
  cron: string,
  { timezone, calendars, intervals, exclusions }: ScheduleTimes,
): ScheduleOptions["spec"] {
  const comment = cron.slice(0, 200);
  const toCalendar = (calendar: Calendar): CalendarSpec => ({ ...calendar, comment });
  return {
    timezone,
    calendars: calendars.map(toCalendar),
    intervals: intervals.map(({ every, offset }) => ({ every: every * 1_000, offset: offset * 1_000 })),
    skip: exclusions.map(toCalendar),
  };
}
