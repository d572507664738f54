import type { RunState } from "@taskloom/interfaces";

/** Whether nothing new may start. */
export function isPaused(state: RunState): boolean {
  return state.status === "paused";
}
