import type { RunFilter, TaskStatus } from "@taskloom/interfaces";
import { toLabelText } from "./search-attributes.js";

/** The statuses that a run can have, in the server's words; with the attribute where the server's words do not suffice. */
const BY_ATTRIBUTE: Readonly<Partial<Record<TaskStatus, string>>> = {
  running: "ExecutionStatus = 'Running' AND TaskloomStatus = 'running'",
  paused: "ExecutionStatus = 'Running' AND TaskloomStatus = 'paused'",
  completed: "ExecutionStatus = 'Completed'",
  failed: "ExecutionStatus = 'Failed' AND TaskloomStatus != 'timed_out'",
  timed_out: "ExecutionStatus = 'Failed' AND TaskloomStatus = 'timed_out'",
  canceled: "ExecutionStatus IN ('Canceled', 'Terminated', 'TimedOut')",
};

const BY_SERVER: Readonly<Partial<Record<TaskStatus, string>>> = {
  running: "ExecutionStatus = 'Running'",
  completed: "ExecutionStatus = 'Completed'",
  failed: "ExecutionStatus = 'Failed'",
  canceled: "ExecutionStatus IN ('Canceled', 'Terminated', 'TimedOut')",
};

/** Fits no run. */
const NONE = "WorkflowId = ''";

/** Where runs are looked for. */
export interface VisibleRuns {
  /** The namespace has the search attributes of runs. */
  readonly hasAttributes: boolean;
  /** Only those of this task queue. */
  readonly taskQueue?: string | undefined;
}

/** A filter as the server's visibility understands it. */
export function toVisibilityQuery(filter: RunFilter, { hasAttributes, taskQueue }: VisibleRuns): string {
  const { workflow, status, labels = {}, startedAfter, startedBefore } = filter;
  const conditions = ["ExecutionStatus != 'ContinuedAsNew'"];
  if (hasAttributes) conditions.push("TaskloomHash IS NOT NULL");
  if (taskQueue !== undefined) conditions.push(`TaskQueue = ${quote(taskQueue)}`);
  if (workflow !== undefined) conditions.push(`WorkflowType = ${quote(workflow)}`);
  if (status !== undefined) conditions.push(toStatusCondition(status, hasAttributes));
  if (hasAttributes) {
    for (const [key, value] of Object.entries(labels))
      conditions.push(`TaskloomLabels = ${quote(toLabelText(key, value))}`);
  }
  if (startedAfter !== undefined) conditions.push(`StartTime >= ${quoteTime(startedAfter)}`);
  if (startedBefore !== undefined) conditions.push(`StartTime < ${quoteTime(startedBefore)}`);
  return conditions.join(" AND ");
}

function toStatusCondition(status: readonly TaskStatus[], hasAttributes: boolean): string {
  const known = hasAttributes ? BY_ATTRIBUTE : BY_SERVER;
  const conditions = status.map((one) => `(${known[one] ?? NONE})`);
  return `(${conditions.length === 0 ? NONE : conditions.join(" OR ")})`;
}

export function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

function quoteTime(at: number): string {
  return quote(new Date(at).toISOString());
}
