import type { ControlEvent, RunEvent } from "@taskloom/interfaces";
import { defineSignal, setDefaultSignalHandler, setHandler } from "@temporalio/workflow";
import { CANCEL_SIGNAL, CONTROL_SIGNAL, type CancelMark } from "./protocol.js";
import { toSignalEvent } from "./run-signals.js";

/** What reaches a run before it has begun: a schedule's waits for its input. */
export interface EarlySignals {
  readonly events: readonly RunEvent[];
  /** Who has cancelled it, and why. */
  readonly mark: CancelMark | undefined;
}

/** Keeps what comes from now on, until others listen. */
export function keepEarlySignals(): EarlySignals {
  const events: RunEvent[] = [];
  const early: { events: RunEvent[]; mark: CancelMark | undefined } = { events, mark: undefined };
  setHandler(defineSignal<[CancelMark]>(CANCEL_SIGNAL), (mark) => {
    early.mark = mark;
  });
  setHandler(defineSignal<[ControlEvent]>(CONTROL_SIGNAL), (event) => void events.push(event));
  // It gets what is there already and has no handler: it comes last.
  setDefaultSignalHandler((name, ...args) => void events.push(toSignalEvent(name, args)));
  return early;
}
