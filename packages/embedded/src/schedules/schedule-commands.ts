import { randomUUID } from "node:crypto";
import type { RunId, Schedules, ScheduleSummary, WorkflowId } from "@taskloom/interfaces";
import { createScheduleNotFound, keySchedule } from "@taskloom/runs";
import type { Listener, ListeningSchedule } from "../journal/journal-store.js";
import { changeListener, findListener } from "../listeners.js";
import type { ScheduleLookOptions } from "./schedule-look.js";
import { addRun, changeProgress } from "./schedule-progress.js";
import { startScheduled } from "./schedule-start.js";

/** What can be done with the schedules of a journal, from any process: workers find it there. */
export function createScheduleCommands(options: ScheduleLookOptions): Schedules {
  const { journal, clock } = options;
  return {
    list: async () => {
      const listeners = await journal.listListeners();
      return listeners.flatMap((listener) =>
        listener.schedules.map((progress) => summarize(options, listener, progress)),
      );
    },
    pause: async (workflow) => {
      assertListens(await changeListener(journal, workflow, pause), workflow);
    },
    resume: async (workflow) => {
      const now = clock.now();
      assertListens(await changeListener(journal, workflow, (listener) => resume(listener, now)), workflow);
    },
    trigger: async (workflow) => trigger(options, workflow),
  };
}

function summarize(
  { clock, readSchedule }: ScheduleLookOptions,
  { workflow, paused }: Listener,
  { trigger: text, checkedUntil, lastAt }: ListeningSchedule,
): ScheduleSummary {
  const { cron, timeZone, times } = readSchedule(text);
  const nextAt = paused ? undefined : times.next(Math.max(checkedUntil, clock.now()));
  return {
    workflow,
    cron,
    time_zone: timeZone,
    paused,
    next_at: nextAt === undefined ? null : new Date(nextAt).toISOString(),
    last_at: lastAt === null ? null : new Date(lastAt).toISOString(),
  };
}

function pause(listener: Listener): Listener {
  if (listener.paused) return listener;
  return { ...listener, paused: true, schedules: listener.schedules.map((one) => ({ ...one, waiting: [] })) };
}

/** The times of the pause are over, and so are those of a clock that was wrong. */
function resume(listener: Listener, now: number): Listener {
  if (!listener.paused) return listener;
  return { ...listener, paused: false, schedules: listener.schedules.map((one) => ({ ...one, checkedUntil: now })) };
}

/** Starts a run as the first of a workflow's schedules would; it holds the next one back as any other does. */
async function trigger(options: ScheduleLookOptions, workflow: WorkflowId): Promise<RunId> {
  const { journal, clock, starter } = options;
  const { hash, schedules } = assertListens(await findListener(journal, workflow), workflow);
  const definition = await journal.loadDefinition(hash);
  const [progress] = schedules;
  if (definition === undefined || progress === undefined) throw createScheduleNotFound(workflow);
  const now = clock.now();
  const run = await startScheduled(starter, definition, progress.trigger, { at: now, key: randomUUID() });
  const key = keySchedule(progress.trigger);
  await changeListener(journal, workflow, (listener) =>
    changeProgress(listener, key, (before) => addRun(before, now, run)),
  );
  return run;
}

function assertListens(listener: Listener | undefined, workflow: WorkflowId): Listener {
  if (listener === undefined || listener.schedules.length === 0) throw createScheduleNotFound(workflow);
  return listener;
}
