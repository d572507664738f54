import type { RunId, WorkflowId } from "./names.js";

/** The schedules of the workflows that workers serve. */
export interface Schedules {
  list(): Promise<readonly ScheduleSummary[]>;
  /** @throws SCHEDULE_NOT_FOUND */
  pause(workflow: WorkflowId): Promise<void>;
  /** @throws SCHEDULE_NOT_FOUND */
  resume(workflow: WorkflowId): Promise<void>;
  /** Starts a run now. @throws SCHEDULE_NOT_FOUND */
  trigger(workflow: WorkflowId): Promise<RunId>;
}

export interface ScheduleSummary {
  readonly workflow: WorkflowId;
  readonly cron: string;
  readonly time_zone: string;
  readonly paused: boolean;
  /** ISO 8601; null while paused. */
  readonly next_at: string | null;
  readonly last_at: string | null;
}
