import type { Clock, CompiledDefinition, RunId, WorkflowId } from "@taskloom/interfaces";
import type { readSchedule } from "@taskloom/runs";
import { isTaskloomError, TaskloomError } from "@taskloom/shared";
import { addDueTimes, findDueTimes, listStartable } from "./due-times.js";
import type { JournalStore, Listener, ListeningSchedule } from "../journal/journal-store.js";
import { changeListener } from "../listeners.js";
import { readSpans } from "./run-spans.js";
import { addRun, changeProgress, dropWaiting } from "./schedule-progress.js";
import { startScheduled } from "./schedule-start.js";
import type { TriggerStarter } from "../trigger-starter.js";

/** What a look at schedules needs. */
export interface ScheduleLookOptions {
  readonly journal: JournalStore;
  readonly clock: Clock;
  readonly starter: TriggerStarter;
  readonly readSchedule: typeof readSchedule;
  /** Told of a schedule that could not start its run. */
  readonly report: (message: string, error: unknown) => void;
}

/** Times whose runs are to be started now. */
interface Start {
  readonly definition: CompiledDefinition;
  readonly progress: ListeningSchedule;
  readonly key: string;
  readonly times: readonly number[];
}

/**
 * Starts what is due of these workflows. A time is noted before its run is started and struck off afterwards, and the
 * run's id follows from it: whoever looks at the same time, or after a crash between, starts it once.
 */
export async function lookAtSchedules(options: ScheduleLookOptions, workflows: ReadonlySet<WorkflowId>): Promise<void> {
  if (workflows.size === 0) return;
  const now = options.clock.now();
  for (const listener of await options.journal.listListeners()) {
    if (listener.paused || !workflows.has(listener.workflow)) continue;
    await lookAt(options, listener, now).catch((error: unknown) => {
      options.report(`the schedules of '${listener.workflow}' could not be looked at`, error);
    });
  }
}

/** Where someone was faster, the next look goes on from there. */
async function lookAt(options: ScheduleLookOptions, listener: Listener, now: number): Promise<void> {
  const looked = await noteDueTimes(options, listener, now);
  if (looked !== listener && !(await options.journal.saveListener(looked, listener))) return;
  for (const progress of looked.schedules) {
    if (progress.waiting.length > 0) await startWaiting(options, looked, progress);
  }
}

async function noteDueTimes(
  { journal, readSchedule }: ScheduleLookOptions,
  listener: Listener,
  now: number,
): Promise<Listener> {
  const schedules: ListeningSchedule[] = [];
  for (const progress of listener.schedules) {
    const schedule = readSchedule(progress.trigger);
    const due = findDueTimes(schedule, progress, now);
    const isDue = due.times.length > 0;
    schedules.push(isDue ? addDueTimes(schedule, progress, due, await readSpans(journal, progress.runs)) : progress);
  }
  const isSame = schedules.every((progress, index) => progress === listener.schedules[index]);
  return isSame ? listener : { ...listener, schedules };
}

async function startWaiting(
  options: ScheduleLookOptions,
  { workflow, hash }: Listener,
  progress: ListeningSchedule,
): Promise<void> {
  const { journal, readSchedule } = options;
  const schedule = readSchedule(progress.trigger);
  const times = listStartable(schedule, progress, await readSpans(journal, progress.runs));
  if (times.length === 0) return;
  const definition = await journal.loadDefinition(hash);
  if (definition === undefined) throw new TaskloomError("DEFINITION_NOT_FOUND", `'${workflow}' is lost`);
  await startTimes(options, { definition, progress, key: schedule.key, times });
}

async function startTimes(options: ScheduleLookOptions, start: Start): Promise<void> {
  const { definition, key, times } = start;
  const runs = new Map<number, RunId>();
  for (const at of times) {
    const run = await startRun(options, start, at);
    if (run !== undefined) runs.set(at, run);
  }
  await changeListener(options.journal, definition.id, (listener) =>
    changeProgress(listener, key, (progress) => {
      const left = dropWaiting(progress, times);
      return [...runs].reduce((before, [at, run]) => addRun(before, at, run), left);
    }),
  );
}

/** The run of a time; undefined when it can never be started. */
async function startRun(
  { starter, report }: ScheduleLookOptions,
  { definition, progress, key }: Start,
  at: number,
): Promise<RunId | undefined> {
  try {
    return await startScheduled(starter, definition, progress.trigger, { at, key });
  } catch (error) {
    if (!isTaskloomError(error) || error.retryable) throw error;
    report(`a schedule of '${definition.id}' could not start a run`, error);
    return undefined;
  }
}
