import type { RunId } from "@taskloom/interfaces";
import type { JournalStore, StoredMessage } from "./journal/journal-store.js";
import { toEvent } from "./message-event.js";
import type { RunDriver } from "./run-driver.js";

/** Folds what other processes have asked of the runs of this one. */
export class InboxReader {
  readonly #journal: JournalStore;
  /** A message stays in the inbox until its events are recorded: until then it must not be folded again. */
  readonly #folded = new WeakMap<RunDriver, Set<number>>();

  constructor(journal: JournalStore) {
    this.#journal = journal;
  }

  async read(drivers: ReadonlyMap<RunId, RunDriver>): Promise<void> {
    if (drivers.size === 0) return;
    const messages = await this.#journal.readInbox([...drivers.keys()]);
    for (const run of new Set(messages.map((message) => message.run))) {
      const driver = drivers.get(run);
      const asked = messages.filter((message) => message.run === run);
      if (driver !== undefined) this.#fold(driver, asked);
    }
  }

  #fold(driver: RunDriver, messages: readonly StoredMessage[]): void {
    const seen = this.#folded.get(driver) ?? new Set<number>();
    this.#folded.set(driver, seen);
    const fresh = messages.filter(({ id }) => !seen.has(id));
    if (fresh.length === 0) return;
    for (const { id } of fresh) seen.add(id);
    driver.fold(
      fresh.map(({ message }) => toEvent(message)),
      fresh.map(({ id }) => id),
    );
  }
}
