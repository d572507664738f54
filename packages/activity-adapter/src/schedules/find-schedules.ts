import type { WorkflowId } from "@taskloom/interfaces";
import { ScheduleNotFoundError, type ScheduleDescription } from "@temporalio/client";
import type { EngineSetting } from "../engine/engine-setting.js";
import { reachServer } from "../engine/server-fault.js";
import { toScheduleId } from "./schedule-ids.js";

/** A schedule as the server has it; undefined when there is none of that id. */
export async function findSchedule({ client }: EngineSetting, id: string): Promise<ScheduleDescription | undefined> {
  return unlessGone(async () => client.schedule.getHandle(id).describe());
}

/** The schedules of a workflow, in the order of its triggers. */
export async function findSchedules(
  setting: EngineSetting,
  workflow: WorkflowId,
): Promise<readonly ScheduleDescription[]> {
  const found: ScheduleDescription[] = [];
  for (;;) {
    const next = await findSchedule(setting, toScheduleId(workflow, found.length));
    if (next === undefined) return found;
    found.push(next);
  }
}

/** What was done with a schedule; undefined when there is none. */
export async function unlessGone<T>(act: () => Promise<T>): Promise<T | undefined> {
  return reachServer(async () => {
    try {
      return await act();
    } catch (error) {
      if (error instanceof ScheduleNotFoundError) return undefined;
      throw error;
    }
  });
}
