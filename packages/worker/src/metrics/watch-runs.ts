import type { RunWatcher } from "@taskloom/embedded";
import { isTerminalStatus } from "@taskloom/interfaces";
import type { RunMetrics } from "./run-metrics.js";

/** Counts what happens to the runs that this process drives. */
export function watchRuns(metrics: RunMetrics): RunWatcher {
  return {
    begins: ({ workflow }) => metrics.runStarted(workflow),
    changes: ({ workflow, steps }, change) => {
      if ((change.kind !== "task" && change.kind !== "run") || !isTerminalStatus(change.status)) return;
      if (change.kind === "run") return metrics.runEnded(workflow, change.status);
      const { step, status, startedAt, endedAt } = change;
      const durationMs = startedAt === undefined || endedAt === undefined ? 0 : Math.max(0, endedAt - startedAt);
      metrics.taskEnded({ type: steps[step]?.type ?? "", status, path: "new", durationMs });
    },
  };
}
