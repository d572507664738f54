import type { WorkflowId } from "@taskloom/interfaces";

/** What the ids of our schedules begin with. */
export const SCHEDULE_PREFIX = "taskloom-";

/**
 * The id of a workflow's schedule: `taskloom-<workflow>` for the first of its triggers, with `.2`, `.3` … for others. A
 * workflow's id has no dot. Ids that follow from places are found again however the triggers are edited, and without the
 * server's visibility, which lags behind.
 */
export function toScheduleId(workflow: WorkflowId, place: number): string {
  return place === 0 ? `${SCHEDULE_PREFIX}${workflow}` : `${SCHEDULE_PREFIX}${workflow}.${place + 1}`;
}
