import type { RunId, TaskLogEntry, TaskLogLine, TaskPath } from "@taskloom/interfaces";
import { isLoggedIn } from "../log-place.js";
import type { Connection, Query } from "./connection.js";
import { fromJsonText, toJsonText, type JsonText } from "./json-text.js";

/** The newest lines of each run's log. */
export class LogTable {
  readonly #maxLines: number;
  readonly #last: Query;
  readonly #add: Query;
  readonly #trim: Query;
  readonly #read: Query;

  constructor(connection: Connection, maxLines: number) {
    this.#maxLines = maxLines;
    this.#last = connection.prepare(
      "SELECT r.n, (SELECT max(seq) FROM log WHERE run = r.n) FROM runs r WHERE r.id = ?",
    );
    this.#add = connection.prepare("INSERT INTO log (run, seq, line) VALUES (?, ?, ?)");
    this.#trim = connection.prepare("DELETE FROM log WHERE run = ? AND seq <= ?");
    this.#read = connection.prepare(`
      SELECT l.seq, l.line FROM runs r JOIN log l ON l.run = r.n WHERE r.id = ? AND l.seq > ? ORDER BY l.seq`);
  }

  append(run: JsonText, lines: readonly JsonText[]): void {
    const row = this.#last.first(run);
    if (row === undefined) return;
    const number = Number(row[0]);
    let seq = Number(row[1]);
    for (const line of lines) this.#add.run(number, ++seq, line);
    if (seq > this.#maxLines) this.#trim.run(number, seq - this.#maxLines);
  }

  read(run: RunId, after: number, path: TaskPath | undefined): readonly TaskLogLine[] {
    return this.#read
      .all(toJsonText(run), after)
      .map(([seq, line]): TaskLogLine => ({ ...(fromJsonText(line) as TaskLogEntry), seq: Number(seq) }))
      .filter((line) => isLoggedIn(path, line));
  }
}
