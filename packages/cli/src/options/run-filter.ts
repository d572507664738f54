import { TASK_STATUSES, type RunFilter, type TaskStatus } from "@taskloom/interfaces";
import { readTime } from "./read-time.js";
import { createUsageError } from "./usage-error.js";

/** Which runs are meant, as it is written. */
export interface RunFilterOptions {
  readonly workflow?: string;
  readonly status?: readonly string[];
  readonly label?: readonly string[];
  readonly startedAfter?: string;
  readonly startedBefore?: string;
}

/** @throws USAGE */
export function readRunFilter(options: RunFilterOptions, now: number): RunFilter {
  const { workflow, status, label } = options;
  const startedAfter = readTime(options.startedAfter, "--started-after", now);
  const startedBefore = readTime(options.startedBefore, "--started-before", now);
  return {
    ...(workflow === undefined ? {} : { workflow }),
    ...(status === undefined ? {} : { status: status.map(readStatus) }),
    ...(label === undefined ? {} : { labels: Object.fromEntries(label.map(readLabel)) }),
    ...(startedAfter === undefined ? {} : { startedAfter }),
    ...(startedBefore === undefined ? {} : { startedBefore }),
  };
}

function readStatus(text: string): TaskStatus {
  const status = TASK_STATUSES.find((known) => known === text);
  if (status !== undefined) return status;
  throw createUsageError(`--status '${text}' is not one of ${TASK_STATUSES.join(", ")}`);
}

function readLabel(text: string): readonly [string, string] {
  const at = text.indexOf("=");
  if (at < 1) throw createUsageError(`--label takes key=value, not '${text}'`);
  return [text.slice(0, at), text.slice(at + 1)];
}
