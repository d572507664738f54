import type { Schedules, WorkflowId } from "@taskloom/interfaces";
import { createScheduleNotFound } from "@taskloom/runs";
import type { ScheduleHandle } from "@temporalio/client";
import type { EngineSetting } from "../engine/engine-setting.js";
import { unlessGone } from "./find-schedules.js";
import { listSchedules } from "./list-schedules.js";
import { toScheduleId } from "./schedule-ids.js";
import { triggerSchedule } from "./trigger-schedule.js";

/** The schedules of a namespace that workers of ours have made. */
export function createTemporalSchedules(setting: EngineSetting): Schedules {
  return {
    list: async () => listSchedules(setting),
    pause: async (workflow) => changeAll(setting, workflow, async (handle) => handle.pause("paused by Taskloom")),
    resume: async (workflow) => changeAll(setting, workflow, async (handle) => handle.unpause("resumed by Taskloom")),
    trigger: async (workflow) => triggerSchedule(setting, workflow),
  };
}

/** @throws SCHEDULE_NOT_FOUND */
async function changeAll(
  { client }: EngineSetting,
  workflow: WorkflowId,
  change: (handle: ScheduleHandle) => Promise<void>,
): Promise<void> {
  for (let place = 0; ; place += 1) {
    const handle = client.schedule.getHandle(toScheduleId(workflow, place));
    const changed = await unlessGone(async () => {
      await change(handle);
      return true;
    });
    if (changed !== undefined) continue;
    if (place === 0) throw createScheduleNotFound(workflow);
    return;
  }
}
