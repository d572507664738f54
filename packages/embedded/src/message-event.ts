import type { RunEvent } from "@taskloom/interfaces";
import type { InboxMessage } from "./journal/journal-store.js";

/** The event by which a run learns what was asked of it. */
export function toEvent(message: InboxMessage): RunEvent {
  if (message.kind === "signal") return { kind: "signal_received", signal: message.signal };
  const { kind, ...request } = message;
  return { kind: `${kind}_requested`, ...request };
}
