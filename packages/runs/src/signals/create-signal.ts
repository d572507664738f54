import type { IdSource, Signal, SignalRequest } from "@taskloom/interfaces";

/** The signal that was asked for; it gets an id if it has none. */
export function createSignal(ids: IdSource, request: SignalRequest): Signal {
  const { name, payload, correlationId, signalId } = request;
  return { id: signalId ?? ids.next(), name, payload, ...(correlationId === undefined ? {} : { correlationId }) };
}
