import type { RunId } from "@taskloom/interfaces";
import type { Connection, Query } from "./connection.js";
import { fromJsonText } from "./json-text.js";

/** Runs that go in one transaction: others want to write too. */
const RUNS_AT_ONCE = 20;

const TABLES_OF_RUNS = ["starts", "labels", "awaits", "batches", "snapshots", "inbox", "log", "held"];

/** Removes runs, with all that belongs to them. */
export class Pruning {
  readonly #find: Query;
  readonly #deletions: readonly Query[];

  constructor(connection: Connection) {
    this.#find = connection.prepare(`
      SELECT n, id FROM runs WHERE ended_at < ? ORDER BY ended_at LIMIT ${RUNS_AT_ONCE}`);
    const deletions = TABLES_OF_RUNS.map((table) => `DELETE FROM ${table} WHERE run = ?`);
    this.#deletions = [...deletions, "DELETE FROM runs WHERE n = ?"].map((sql) => connection.prepare(sql));
  }

  /** Removes the next of the runs that ended before the time; none are left when there is no id. */
  removeSome(endedBefore: number): readonly RunId[] {
    return this.#find.all(endedBefore).map(([number, id]) => {
      for (const deletion of this.#deletions) deletion.run(Number(number));
      return fromJsonText(id) as RunId;
    });
  }
}
