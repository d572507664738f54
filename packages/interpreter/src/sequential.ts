import type { Frame } from "@taskloom/interfaces";

/** Whether children run one after the other, so that a call may go on from one to the next. */
export function isSequential(frame: Frame): boolean {
  return frame.kind === "sequence" || (frame.kind === "children" && frame.directive.window === 1);
}
