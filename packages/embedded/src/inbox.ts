import type { RunEvent, RunId } from "@taskloom/interfaces";
import type { InboxMessage, JournalStore, StoredMessage } from "./journal/journal-store.js";
import type { RunDriver } from "./run-driver.js";

/** Folds what other processes have asked of the runs of this one. */
export async function readInbox(journal: JournalStore, drivers: ReadonlyMap<RunId, RunDriver>): Promise<void> {
  if (drivers.size === 0) return;
  const messages = await journal.readInbox([...drivers.keys()]);
  for (const run of new Set(messages.map((message) => message.run))) {
    const asked = messages.filter((message) => message.run === run);
    foldMessages(drivers.get(run), asked);
  }
}

const folded = new WeakMap<RunDriver, Set<number>>();

/** A message stays in the inbox until its events are recorded: until then it must not be folded again. */
function foldMessages(driver: RunDriver | undefined, messages: readonly StoredMessage[]): void {
  if (driver === undefined) return;
  const seen = folded.get(driver) ?? new Set<number>();
  folded.set(driver, seen);
  const fresh = messages.filter(({ id }) => !seen.has(id));
  if (fresh.length === 0) return;
  for (const { id } of fresh) seen.add(id);
  driver.fold(
    fresh.map(({ message }) => toEvent(message)),
    fresh.map(({ id }) => id),
  );
}

/** The event by which a run learns what was asked of it. */
export function toEvent(message: InboxMessage): RunEvent {
  if (message.kind === "signal") return { kind: "signal_received", signal: message.signal };
  const { kind, ...request } = message;
  return { kind: `${kind}_requested`, ...request };
}
