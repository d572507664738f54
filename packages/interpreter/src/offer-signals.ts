import type { KeptSignal, RunState, TaskRecord, WaitFrame } from "@taskloom/interfaces";
import { isPaused } from "./pause.js";
import { findOpen } from "./records.js";
import type { Reduction } from "./reduction.js";
import { awaitedSignal, findWait } from "./wait-frame.js";
import { examine, waitTimedOut } from "./waits.js";

/**
 * Shows kept signals of a name to the waits for it: the one that opened first looks first, each at the oldest signal
 * that it has not seen. Ends at most one wait, so that the frames around it hear of that before others look.
 */
export function offerSignals(reduction: Reduction, name: string): void {
  if (isPaused(reduction.state)) return;
  const waits = listWaits(reduction.state, name);
  const signals = reduction.state.signals.kept.filter((signal) => signal.name === name);
  for (const open of waits) if (goOn(reduction, open, waits, signals)) return;
}

interface OpenWait {
  readonly record: TaskRecord;
  readonly wait: WaitFrame;
}

function listWaits(state: RunState, name: string): OpenWait[] {
  const waits: OpenWait[] = [];
  for (const record of Object.values(state.tasks)) {
    const wait = findWait(record.frame);
    if (wait !== undefined && awaitedSignal(wait) === name && !hasTaken(wait)) waits.push({ record, wait });
  }
  return waits;
}

/** Its output is being shaped: it looks at nothing any more. */
function hasTaken({ directive, examining }: WaitFrame): boolean {
  return directive.ask !== "each_signal" && examining !== undefined;
}

/** Lets a wait look at the next signal, and says whether the wait has ended. */
function goOn(
  reduction: Reduction,
  open: OpenWait,
  waits: readonly OpenWait[],
  signals: readonly KeptSignal[],
): boolean {
  const { record, wait } = open;
  if (wait.examining !== undefined) return false;
  const signal = signals.find((kept) => wants(wait, kept));
  if (signal === undefined && wait.overdue === true) waitTimedOut(reduction, record, wait);
  else if (signal !== undefined && isFree(signal, open, waits)) examine(reduction, record, wait, signal);
  return findOpen(reduction.state, record.path) === undefined;
}

/** Whether the wait has still to look at the signal; one for another correlation is left for others. */
function wants({ seen, directive, overdue, deadline }: WaitFrame, signal: KeptSignal): boolean {
  if (signal.order <= seen || (overdue === true && signal.receivedAt > Number(deadline))) return false;
  return !("correlationId" in directive.for) || directive.for.correlationId === signal.correlationId;
}

/** Whether nobody looks at the signal now, and no wait that opened before has still to do so. */
function isFree(signal: KeptSignal, open: OpenWait, waits: readonly OpenWait[]): boolean {
  for (const { wait } of waits) {
    if (wait === open.wait) break;
    if (wants(wait, signal)) return false;
  }
  return waits.every(({ wait }) => wait.examining?.id !== signal.id);
}
