/** The statuses of tasks and runs. The last five are terminal. */
export const TASK_STATUSES = [
  "pending",
  "running",
  "waiting",
  "paused",
  "completed",
  "failed",
  "timed_out",
  "canceled",
  "skipped",
] as const;

export type TaskStatus = (typeof TASK_STATUSES)[number];

/** A status that nothing leaves. */
export type TerminalStatus = "completed" | "failed" | "timed_out" | "canceled" | "skipped";

const TERMINAL: ReadonlySet<string> = new Set<TerminalStatus>([
  "completed",
  "failed",
  "timed_out",
  "canceled",
  "skipped",
]);

/** Whether nothing can follow this status. */
export function isTerminalStatus(status: TaskStatus): status is TerminalStatus {
  return TERMINAL.has(status);
}

/** Whether the status counts as a failure: `timed_out` does everywhere that `failed` does. */
export function isFailureStatus(status: TaskStatus): status is "failed" | "timed_out" {
  return status === "failed" || status === "timed_out";
}

/** Whether a task or run may go from one status to the other: anything but out of a terminal one. */
export function canTransition(from: TaskStatus, to: TaskStatus): boolean {
  return from !== to && !isTerminalStatus(from);
}
