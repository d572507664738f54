import type { RunId } from "@taskloom/interfaces";
import type { InboxMessage, StoredMessage } from "../journal-store.js";
import type { Connection, Query } from "./connection.js";
import { fromJsonText, toJsonText, type JsonText } from "./json-text.js";

/** Messages that processes leave for the owners of runs. */
export class InboxTable {
  readonly #post: Query;
  readonly #isFilled: Query;
  readonly #read: Query;
  readonly #remove: Query;
  readonly #clear: Query;

  constructor(connection: Connection) {
    this.#post = connection.prepare(
      "INSERT INTO inbox (run, message) SELECT n, ? FROM runs WHERE id = ? AND ended_at IS NULL",
    );
    this.#isFilled = connection.prepare("SELECT 1 FROM inbox LIMIT 1");
    // From the messages to the runs: there are few messages and many runs.
    this.#read = connection.prepare(`
      SELECT i.n, r.id, i.message FROM inbox i CROSS JOIN runs r ON r.n = i.run
      WHERE r.id IN (SELECT value FROM json_each(?)) ORDER BY i.n`);
    this.#remove = connection.prepare("DELETE FROM inbox WHERE n = ? AND run = ?");
    this.#clear = connection.prepare("DELETE FROM inbox WHERE run = ?");
  }

  post(run: JsonText, message: JsonText): void {
    this.#post.run(message, run);
  }

  read(runs: readonly RunId[]): readonly StoredMessage[] {
    if (this.#isFilled.first() === undefined) return [];
    const rows = this.#read.all(toJsonText(runs.map(toJsonText)));
    return rows.map(([id, run, message]) => ({
      id: Number(id),
      run: fromJsonText(run) as RunId,
      message: fromJsonText(message) as InboxMessage,
    }));
  }

  remove(run: number, message: number): void {
    this.#remove.run(message, run);
  }

  clear(run: number): void {
    this.#clear.run(run);
  }
}
