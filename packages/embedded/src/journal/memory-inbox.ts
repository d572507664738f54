import type { RunId } from "@taskloom/interfaces";
import type { InboxMessage, StoredMessage } from "./journal-store.js";

/** Messages to runs, in order. */
export class MemoryInbox {
  readonly #messages = new Map<number, StoredMessage>();
  #lastId = 0;

  post(run: RunId, message: InboxMessage): void {
    this.#lastId += 1;
    this.#messages.set(this.#lastId, { id: this.#lastId, run, message });
  }

  read(runs: readonly RunId[]): readonly StoredMessage[] {
    if (this.#messages.size === 0) return [];
    const asked = new Set(runs);
    return [...this.#messages.values()].filter(({ run }) => asked.has(run));
  }

  remove(run: RunId, ids: readonly number[]): void {
    for (const id of ids) if (this.#messages.get(id)?.run === run) this.#messages.delete(id);
  }

  /** Removes all messages to a run. */
  clear(run: RunId): void {
    for (const { id } of this.read([run])) this.#messages.delete(id);
  }
}
