import type { Clock, TimerId, Timers } from "@taskloom/interfaces";

/** Longer delays are made of several: a timer of the platform overflows after 24 days. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** The timers of one run. */
export interface RunTimers {
  start(timer: TimerId, at: number): void;
  cancel(timer: TimerId): void;
  cancelAll(): void;
}

/** Timers that go by the clock when they start, and by the passing of time afterwards: a clock that is set back delays nothing. */
export function createRunTimers(clock: Clock, timers: Timers, fire: (timer: TimerId) => void): RunTimers {
  const running = new Map<TimerId, () => void>();
  const wait = (timer: TimerId, ms: number): void => {
    const part = Math.min(Math.max(ms, 0), MAX_DELAY_MS);
    const stop = timers.start(part, () => {
      running.delete(timer);
      if (ms > part) wait(timer, ms - part);
      else fire(timer);
    });
    running.set(timer, stop);
  };
  const cancel = (timer: TimerId): void => {
    running.get(timer)?.();
    running.delete(timer);
  };
  return {
    start: (timer, at) => {
      cancel(timer);
      wait(timer, at - clock.now());
    },
    cancel,
    cancelAll: () => {
      for (const stop of running.values()) stop();
      running.clear();
    },
  };
}
