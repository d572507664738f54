import type { Observation } from "@taskloom/activity-adapter";
import type { Clock, TaskLog } from "@taskloom/interfaces";
import { describeNote } from "@taskloom/runs";
import type { RunMetrics } from "../metrics/run-metrics.js";

/** Takes what happens to runs whose workflows this process executes: counts it, and keeps in their logs what nobody else would. */
export function observeRuns(
  log: TaskLog,
  clock: Clock,
  metrics: RunMetrics | undefined,
): (observation: Observation) => void {
  return (observation) => {
    if (observation.kind !== "notable") return metrics && count(observation, metrics);
    const note = describeNote(observation.change, observation.event);
    // A log that cannot be written holds nothing up: it is for people.
    if (note !== undefined) void log.append(observation.runId, [{ at: clock.now(), ...note }]).catch(() => undefined);
  };
}

function count(observation: Exclude<Observation, { kind: "notable" }>, metrics: RunMetrics): void {
  switch (observation.kind) {
    case "run_started":
      return metrics.runStarted(observation.workflow);
    case "run_ended":
      return metrics.runEnded(observation.workflow, observation.status);
    case "task_ended":
      return metrics.taskEnded({ ...observation, path: "new" });
  }
}
