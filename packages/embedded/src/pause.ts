import type { Timers } from "@taskloom/interfaces";

/** A wait that can be cut short. */
export interface Pause {
  /** Resolves when it is over. */
  readonly over: Promise<void>;
  readonly end: () => void;
}

/** Waits so many milliseconds, unless it is ended before. */
export function startPause(timers: Timers, ms: number): Pause {
  let end = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    const stop = timers.start(ms, resolve);
    end = () => {
      stop();
      resolve();
    };
  });
  return { over, end };
}
