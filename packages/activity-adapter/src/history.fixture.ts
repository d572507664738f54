import type { Client } from "@temporalio/client";

/** What a run has cost. */
export interface HistoryCounts {
  readonly events: number;
  readonly activities: number;
  readonly workflowTasks: number;
  /** Results of local activities. */
  readonly markers: number;
}

/** Counts the history of the newest execution of a run. */
export async function countHistory(client: Client, run: string): Promise<HistoryCounts> {
  const { events } = await client.workflow.getHandle(run).fetchHistory();
  const all = events ?? [];
  return {
    events: all.length,
    activities: all.filter((event) => Boolean(event.activityTaskScheduledEventAttributes)).length,
    workflowTasks: all.filter((event) => Boolean(event.workflowTaskCompletedEventAttributes)).length,
    markers: all.filter((event) => Boolean(event.markerRecordedEventAttributes)).length,
  };
}

/** The activities of a run in the order of its history: `local` ones as their results are recorded, others by name. */
export async function listActivities(client: Client, run: string): Promise<readonly string[]> {
  const { events } = await client.workflow.getHandle(run).fetchHistory();
  return (events ?? []).flatMap(
    ({ markerRecordedEventAttributes: marker, activityTaskScheduledEventAttributes: task }) => {
      if (marker) return ["local"];
      return task ? [task.activityType?.name ?? ""] : [];
    },
  );
}
