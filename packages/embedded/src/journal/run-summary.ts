import type { RunStart, RunSummary } from "@taskloom/interfaces";
import type { StoredRun } from "./journal-store.js";

/** What a list says of a run. */
export interface ListedRun
  extends Pick<RunStart, "runId" | "workflow" | "labels">, Pick<StoredRun, "status" | "startedAt" | "endedAt"> {}

/** A run as pages show it. */
export function summarizeRun(run: ListedRun): RunSummary {
  return {
    run_id: run.runId,
    workflow: run.workflow,
    status: run.status,
    started_at: new Date(run.startedAt).toISOString(),
    ended_at: run.endedAt === undefined ? null : new Date(run.endedAt).toISOString(),
    labels: run.labels,
  };
}
