import type { RunId, RunState } from "@taskloom/interfaces";
import type { Connection, Query } from "./connection.js";
import { fromJsonText, toJsonText, type JsonText } from "./json-text.js";

/** States of runs: of each the newest that was kept. */
export class SnapshotsTable {
  readonly #write: Query;
  readonly #newest: Query;

  constructor(connection: Connection) {
    this.#write = connection.prepare("INSERT OR REPLACE INTO snapshots (run, state) VALUES (?, ?)");
    this.#newest = connection.prepare("SELECT s.state FROM runs r JOIN snapshots s ON s.run = r.n WHERE r.id = ?");
  }

  write(run: number, state: JsonText): void {
    this.#write.run(run, state);
  }

  readNewest(run: RunId): RunState | undefined {
    const row = this.#newest.first(toJsonText(run));
    return row && (fromJsonText(row[0]) as RunState);
  }
}
