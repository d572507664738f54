import type { PageRequest, RunFilter, RunPage } from "@taskloom/interfaces";
import { labelText } from "./label-text.js";
import type { MemoryRun } from "./memory-run.js";
import { resolvePageRequest, writeCursor, type ListPosition } from "./run-page.js";
import { summarizeRun } from "./run-summary.js";

/** @throws REQUEST_INVALID */
export function listMemoryRuns(runs: Iterable<MemoryRun>, filter: RunFilter, page: PageRequest): RunPage {
  const { limit, after } = resolvePageRequest(page);
  const found = [...runs].filter((run) => isAskedFor(run, filter) && (after === undefined || isBefore(after, run)));
  const listed = found.toSorted((one, other) => (isBefore(one, other) ? -1 : 1)).slice(0, limit);
  const last = listed.at(-1);
  const summaries = listed.map((run) => summarizeRun({ ...run.start, ...run }));
  return found.length > limit && last !== undefined
    ? { runs: summaries, cursor: writeCursor(last) }
    : { runs: summaries };
}

function isBefore(one: ListPosition, other: ListPosition): boolean {
  return one.startedAt === other.startedAt ? one.ordinal > other.ordinal : one.startedAt > other.startedAt;
}

function isAskedFor({ start, status, startedAt }: MemoryRun, filter: RunFilter): boolean {
  return (
    (filter.workflow === undefined || filter.workflow === start.workflow) &&
    (filter.status === undefined || filter.status.includes(status)) &&
    (filter.startedAfter === undefined || startedAt >= filter.startedAfter) &&
    (filter.startedBefore === undefined || startedAt < filter.startedBefore) &&
    Object.entries(filter.labels ?? {}).every(([name, value]) => hasLabel(start.labels, name, value))
  );
}

function hasLabel(labels: MemoryRun["start"]["labels"], name: string, value: string): boolean {
  const label = Object.hasOwn(labels, name) ? labels[name] : undefined;
  return label !== undefined && labelText(label) === value;
}
