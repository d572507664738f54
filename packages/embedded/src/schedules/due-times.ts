import type { RunId } from "@taskloom/interfaces";
import type { Schedule } from "@taskloom/runs";
import type { ListeningSchedule } from "../journal/journal-store.js";

/** When a run of a schedule was open, epoch milliseconds. */
export interface RunSpan {
  readonly run: RunId;
  readonly startedAt: number;
  /** Undefined while it is open. */
  readonly endedAt: number | undefined;
}

/** Times that have come since the last look. */
export interface DueTimes {
  readonly times: readonly number[];
  /** Up to which time these are all. */
  readonly checkedUntil: number;
}

/** More are looked at when some of these have been started. */
const MAX_WAITING = 1_000;

/** The times that have come since the last look, without those that are too old to be caught up. */
export function findDueTimes(schedule: Schedule, progress: ListeningSchedule, now: number): DueTimes {
  const room = MAX_WAITING - progress.waiting.length;
  const after = Math.max(progress.checkedUntil, now - schedule.catchUpMs - 1);
  const times = schedule.times.list(after, now, room);
  return { times, checkedUntil: times.length < room ? now : (times.at(-1) ?? progress.checkedUntil) };
}

/** Adds those of the due times whose runs are to be started. `spans` are of its runs. */
export function addDueTimes(
  schedule: Schedule,
  progress: ListeningSchedule,
  { times, checkedUntil }: DueTimes,
  spans: readonly RunSpan[],
): ListeningSchedule {
  const canHoldBack = spans.filter(({ endedAt }) => (endedAt ?? Infinity) > checkedUntil);
  return {
    ...progress,
    checkedUntil,
    waiting: selectByOverlap(schedule, progress.waiting, times, spans),
    runs: canHoldBack.map(({ run }) => run),
  };
}

/** What counts is whether the run before was open at the time, not whether it is at the look: a worker may come late. */
function selectByOverlap(
  { overlap }: Schedule,
  waiting: readonly number[],
  times: readonly number[],
  spans: readonly RunSpan[],
): readonly number[] {
  const selected = [...waiting];
  for (const at of times) {
    const isHeldBack = overlap !== "allow" && spans.some((span) => wasOpen(span, at));
    if (!isHeldBack || (overlap === "buffer_one" && selected.length === 0)) selected.push(at);
  }
  return selected;
}

function wasOpen({ startedAt, endedAt }: RunSpan, at: number): boolean {
  return startedAt <= at && at < (endedAt ?? Infinity);
}

/** Those of the waiting times whose runs can start now: one after the other, unless they may overlap. */
export function listStartable(
  { overlap }: Schedule,
  { waiting }: ListeningSchedule,
  spans: readonly RunSpan[],
): readonly number[] {
  if (overlap === "allow") return waiting;
  return spans.some(({ endedAt }) => endedAt === undefined) ? [] : waiting.slice(0, 1);
}
