import type { ScheduleSummary } from "@taskloom/interfaces";
import { readSchedule } from "@taskloom/runs";
import type { ScheduleDescription } from "@temporalio/client";
import type { EngineSetting } from "../engine/engine-setting.js";
import { reachServer } from "../engine/server-fault.js";
import { findSchedule } from "./find-schedules.js";
import { SCHEDULE_PREFIX } from "./schedule-ids.js";
import { readRunInput } from "./wanted-schedule.js";

/** All schedules of the namespace that are ours; one that was just made may be missing for a moment. */
export async function listSchedules(setting: EngineSetting): Promise<readonly ScheduleSummary[]> {
  const ids = await reachServer(async () => listIds(setting));
  const summaries: ScheduleSummary[] = [];
  for (const id of ids) {
    const found = await findSchedule(setting, id);
    if (found !== undefined) summaries.push(...summarize(found, setting.now()));
  }
  return summaries;
}

async function listIds({ client }: EngineSetting): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const { scheduleId } of client.schedule.list()) {
    if (scheduleId.startsWith(SCHEDULE_PREFIX)) ids.push(scheduleId);
  }
  return ids.toSorted((one, other) => one.localeCompare(other, "en", { numeric: true }));
}

/** None for a schedule that is not ours. */
function summarize({ action, state, info }: ScheduleDescription, now: number): ScheduleSummary[] {
  const input = readRunInput(action.args);
  if (input?.scheduled === undefined) return [];
  const { cron, timeZone } = readSchedule(input.scheduled.trigger);
  const next = state.paused ? undefined : info.nextActionTimes.find((at) => at.getTime() > now);
  const last = info.recentActions.map(({ scheduledAt }) => scheduledAt.toISOString()).toSorted();
  return [
    {
      workflow: input.start.workflow,
      cron,
      time_zone: timeZone,
      paused: state.paused,
      next_at: next?.toISOString() ?? null,
      last_at: last.at(-1) ?? null,
    },
  ];
}
