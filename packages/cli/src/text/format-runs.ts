import type { RunSummary } from "@taskloom/interfaces";
import { formatDuration } from "./format-duration.js";
import { nameStatus } from "../progress/layout-tree.js";
import { formatTable } from "./table.js";

/** Runs as a table with a head. */
export function formatRuns(runs: readonly RunSummary[]): string {
  return formatTable([["RUN", "WORKFLOW", "STATUS", "STARTED", "TOOK"], ...runs.map(toRow)]);
}

function toRow({ run_id, workflow, status, started_at, ended_at }: RunSummary): readonly string[] {
  const took = ended_at === null ? "" : formatDuration(Date.parse(ended_at) - Date.parse(started_at));
  return [run_id, workflow, nameStatus(status), started_at, took];
}
