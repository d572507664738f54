import type { JsonObject, RunId } from "@taskloom/interfaces";
import { keySchedule } from "@taskloom/runs";
import type { Listener, ListeningSchedule } from "../journal/journal-store.js";

/** How far a schedule has come that listens from now on. */
export function beginProgress(trigger: JsonObject, now: number): ListeningSchedule {
  return { trigger, checkedUntil: now, waiting: [], runs: [], lastAt: null };
}

/** Notes a run for a time: it can hold the next one back. */
export function addRun(progress: ListeningSchedule, at: number, run: RunId): ListeningSchedule {
  const { runs, lastAt } = progress;
  return {
    ...progress,
    runs: runs.includes(run) ? runs : [...runs, run],
    lastAt: Math.max(lastAt ?? at, at),
  };
}

/** Strikes off times that wait no longer. */
export function dropWaiting(progress: ListeningSchedule, times: readonly number[]): ListeningSchedule {
  return { ...progress, waiting: progress.waiting.filter((at) => !times.includes(at)) };
}

/** Changes one schedule of a workflow, if it is still there. */
export function changeProgress(
  listener: Listener,
  key: string,
  change: (progress: ListeningSchedule) => ListeningSchedule,
): Listener {
  const schedules = listener.schedules.map((progress) =>
    keySchedule(progress.trigger) === key ? change(progress) : progress,
  );
  return { ...listener, schedules };
}
