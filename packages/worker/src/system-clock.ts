import type { Clock, Timers } from "@taskloom/interfaces";

/** The clock of the machine. */
export const systemClock: Clock = { now: () => Date.now() };

/** The timers of the platform. */
export const systemTimers: Timers = {
  start: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
