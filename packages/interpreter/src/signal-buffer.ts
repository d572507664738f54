import type { KeptSignal, RunState, Signal } from "@taskloom/interfaces";
import type { PlanIndex } from "./plan-index.js";

/** Ids that a run remembers, to drop repeats. */
const MAX_REMEMBERED_IDS = 1_000;

/** Why a run does not keep a signal. */
export type SignalRejection = "not_expected" | "duplicate" | "full";

/** Whether the run would keep the signal; undefined when it would. */
export function rejectSignal(index: PlanIndex, state: RunState, signal: Signal): SignalRejection | undefined {
  const { ids, kept, bytes } = state.signals;
  if (!index.plan.signals.includes(signal.name)) return "not_expected";
  if (ids.includes(signal.id)) return "duplicate";
  const { keptSignals, keptSignalBytes } = index.limits;
  const full = kept.length >= keptSignals || bytes + payloadBytes(signal) > keptSignalBytes;
  return full ? "full" : undefined;
}

/** Keeps a signal in the order of its arrival. */
export function keepSignal(state: RunState, signal: Signal, receivedAt: number): KeptSignal {
  const { signals } = state;
  const kept: KeptSignal = { ...signal, receivedAt, order: signals.nextOrder };
  signals.nextOrder += 1;
  signals.kept.push(kept);
  signals.bytes += payloadBytes(signal);
  rememberId(signals.ids, signal.id);
  return kept;
}

/** Removes a signal; says whether it was there. */
export function dropSignal(state: RunState, id: string): boolean {
  const { signals } = state;
  const position = signals.kept.findIndex((signal) => signal.id === id);
  const [dropped] = position < 0 ? [] : signals.kept.splice(position, 1);
  if (dropped === undefined) return false;
  signals.bytes -= payloadBytes(dropped);
  return true;
}

/** Remembers an id, and forgets the oldest when there are too many. */
export function rememberId(ids: string[], id: string): void {
  ids.push(id);
  if (ids.length > MAX_REMEMBERED_IDS) ids.shift();
}

function payloadBytes(signal: Signal): number {
  return JSON.stringify(signal.payload).length;
}
