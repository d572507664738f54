import type { JsonValue, RunEvent, Signal } from "@taskloom/interfaces";
import { uuid4 } from "@temporalio/workflow";
import type { SignalMark } from "./protocol.js";

/** The signal as the run gets it: one without a mark (sent by another client than ours) gets an id of its own. */
export function toSignalEvent(name: string, args: readonly unknown[]): RunEvent {
  const [payload = null, mark] = args as readonly [JsonValue?, SignalMark?];
  return { kind: "signal_received", signal: { name, payload, ...readMark(mark) } };
}

function readMark(mark: SignalMark | undefined): Pick<Signal, "id" | "correlationId"> {
  if (typeof mark !== "object" || mark === null || typeof mark.id !== "string") return { id: uuid4() };
  const { id, correlationId } = mark;
  return { id, ...(typeof correlationId === "string" && { correlationId }) };
}
