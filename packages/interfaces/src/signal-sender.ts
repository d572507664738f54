import type { RunId } from "./names.js";
import type { Signal } from "./signal.js";

/** Delivers signals to runs, and starts what listens for them. */
export interface SignalSender {
  /**
   * Sends a signal. The same id twice is harmless: receivers drop the second.
   * @throws RUN_NOT_FOUND when the target does not exist
   */
  send(signal: OutgoingSignal): Promise<SignalDelivery>;
}

export interface OutgoingSignal extends Signal {
  /** Without one: every run with a wait for the name, and every workflow with a trigger of the name. */
  readonly target?: RunId;
}

export interface SignalDelivery {
  /** Runs that it was handed to. */
  readonly delivered: number;
  /** Runs that it started. */
  readonly started: number;
}
