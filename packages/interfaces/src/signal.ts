import type { JsonValue } from "./json.js";

/** A signal as it arrives at a run. */
export interface Signal {
  /** Chosen by the sender; a second signal with the same id is dropped. */
  readonly id: string;
  readonly name: string;
  readonly payload: JsonValue;
  readonly correlationId?: string;
}

/** A signal that a run keeps until a wait takes it. */
export interface KeptSignal extends Signal {
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  /** Order of arrival, from 1. */
  readonly order: number;
}

/**
 * What a wait says of a signal: `taken` ends the wait; `left` is for others (correlation); `refused` does not fit
 * (payload, condition error) and is gone; `dropped` did not meet the condition and is gone.
 */
export type SignalVerdict = "taken" | "left" | "refused" | "dropped";
