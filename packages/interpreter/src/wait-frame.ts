import type { Frame, TaskRecord, WaitFrame } from "@taskloom/interfaces";
import { offer, type Reduction } from "./reduction.js";

/** The wait that is open here: the frame itself, or the one below a processor's. */
export function findWait(frame: Frame | undefined): WaitFrame | undefined {
  if (frame?.kind === "wait") return frame;
  return frame?.kind === "children" ? frame.under : undefined;
}

/** The name of the signal that a wait is for; undefined when it waits for a time. */
export function awaitedSignal(wait: WaitFrame): string | undefined {
  return "signal" in wait.directive.for ? wait.directive.for.signal : undefined;
}

/** Something has changed for the waits for that signal: they look again when the reduction settles. */
export function offerAgain(reduction: Reduction, frame: Frame | undefined): void {
  const wait = findWait(frame);
  const name = wait === undefined ? undefined : awaitedSignal(wait);
  if (name !== undefined) offer(reduction, name);
}

/**
 * The wait that is open here.
 * @throws when there is none: the call that says so was asked about something else
 */
export function getWait({ path, frame }: TaskRecord): WaitFrame {
  const wait = findWait(frame);
  if (wait === undefined) throw new Error(`${path} waits for nothing`);
  return wait;
}
