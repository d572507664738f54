import type { Frame, RunState, TaskPath } from "@taskloom/interfaces";
import { forgetMove } from "./move-values.js";

/** Removes a record: nothing can refer to it any more. */
export function dropRecord(state: RunState, path: TaskPath): void {
  delete state.tasks[path];
  forgetMove(state, path);
}

/** Removes the ended executions that a frame remembers. */
export function dropEnded(state: RunState, frame: Frame | undefined): void {
  if (frame?.kind !== "children") return;
  for (const path of Object.values(frame.ended)) dropRecord(state, path);
}
