import type { Timers } from "@taskloom/interfaces";
import { startPause } from "./pause.js";

/** Resolves when the work has ended or so many milliseconds have passed. */
export async function waitAtMost(timers: Timers, ms: number, work: Promise<unknown>): Promise<void> {
  const pause = startPause(timers, ms);
  void work.finally(pause.end);
  await pause.over;
}
