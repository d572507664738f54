import type { OutgoingSignal, RunId, Signal, SignalDelivery, SignalSender } from "@taskloom/interfaces";
import { isTerminalStatus } from "@taskloom/interfaces";
import { createRunNotFound } from "@taskloom/runs";
import type { JournalStore } from "./journal/journal-store.js";
import type { RunDriver } from "./run-driver.js";

/** Hands signals to runs: those of this process at once, those of others through the journal. */
export interface SignalRouter extends SignalSender {
  /** Hands a signal to one run, durably; false when the run has ended. */
  deliver(run: RunId, signal: Signal): Promise<boolean>;
}

export interface SignalRouterOptions {
  readonly journal: JournalStore;
  readonly drivers: ReadonlyMap<RunId, RunDriver>;
  /** Starts what has a trigger of the signal's name; says how many. */
  readonly startTriggered: (signal: Signal) => Promise<number>;
}

export function createSignalRouter({ journal, drivers, startTriggered }: SignalRouterOptions): SignalRouter {
  const deliver = async (run: RunId, signal: Signal): Promise<boolean> => {
    const driver = drivers.get(run);
    if (driver?.state.endedAt !== undefined) return false;
    driver?.fold([{ kind: "signal_received", signal }]);
    if ((await driver?.recorded()) !== true) await journal.post(run, { kind: "signal", signal });
    return true;
  };
  const sendTo = async (run: RunId, signal: Signal): Promise<SignalDelivery> => {
    const stored = await journal.readRun(run);
    if (stored === undefined) throw createRunNotFound(run);
    if (isTerminalStatus(stored.status)) return { delivered: 0, started: 0 };
    return { delivered: Number(await deliver(run, signal)), started: 0 };
  };
  const sendToAll = async (signal: Signal): Promise<SignalDelivery> => {
    const waiting = await journal.findWaiting(signal.name);
    const delivered = await Promise.all(waiting.map(async (run) => deliver(run, signal)));
    return { delivered: delivered.filter(Boolean).length, started: await startTriggered(signal) };
  };
  return {
    deliver,
    send: async (outgoing: OutgoingSignal) => {
      const { target, ...signal } = outgoing;
      return target === undefined ? sendToAll(signal) : sendTo(target, signal);
    },
  };
}
