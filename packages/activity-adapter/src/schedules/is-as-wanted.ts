import { isDeepStrictEqual } from "node:util";
import type { CalendarSpec, ScheduleDescription, ScheduleSpec } from "@temporalio/client";
import type { WantedSchedule } from "./wanted-schedule.js";

/** Whether a server has the schedule as it is to be. Memo and search attributes of its runs follow from their input. */
export function isAsWanted(found: ScheduleDescription, wanted: WantedSchedule): boolean {
  return isDeepStrictEqual(describe(found), describe(wanted));
}

function describe({ spec, action, policies }: Pick<WantedSchedule, "spec" | "action" | "policies">): unknown {
  const { workflowType, workflowId, taskQueue, args } = action;
  return {
    spec: describeSpec(spec),
    action: { workflowType, workflowId, taskQueue, input: JSON.stringify(args) },
    policies,
  };
}

function describeSpec({ timezone, calendars = [], intervals = [], skip = [] }: ScheduleSpec): unknown {
  return { timezone, calendars: calendars.map(describeCalendar), intervals, skip: skip.map(describeCalendar) };
}

/** The server knows years besides. */
function describeCalendar({ second, minute, hour, dayOfMonth, month, dayOfWeek, comment }: CalendarSpec): unknown {
  return { second, minute, hour, dayOfMonth, month, dayOfWeek, comment };
}
