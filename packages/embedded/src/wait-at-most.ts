import type { Timers } from "@taskloom/interfaces";

/** Resolves when the work has ended or so many milliseconds have passed. */
export async function waitAtMost(timers: Timers, ms: number, work: Promise<unknown>): Promise<void> {
  await new Promise<void>((resolve) => {
    const stop = timers.start(ms, resolve);
    void work.finally(() => {
      stop();
      resolve();
    });
  });
}
