import Database from "libsql";
import { isFileFault } from "./journal-fault.js";
import type { Cell, JsonText } from "./json-text.js";

export type Row = readonly Cell[];

type Value = JsonText | number | null;

/** One open journal file. Every call is synchronous, and fails at once where another process is in the way. */
export class Connection {
  readonly path: string;
  readonly #database: Database.Database;

  /** `source` is a path, or a `file:` address with options. */
  constructor(path: string, source: string = path) {
    this.path = path;
    this.#database = new Database(source);
    this.run("PRAGMA busy_timeout = 0");
  }

  prepare(sql: string): Query {
    return new Query(this.#database.prepare(sql));
  }

  /** Runs statements that give nothing back. */
  run(sql: string): void {
    this.#database.exec(sql);
  }

  /** The first cell of the first row. */
  ask(sql: string): Cell {
    return this.prepare(sql).first()?.[0] ?? null;
  }

  /** Gives up the transaction that is open, if the database has not done so itself. */
  rollback(): void {
    if (this.#database.inTransaction) this.run("ROLLBACK");
  }

  /** Moves the write-ahead log into the file, so that this alone holds everything; not while others are at work. */
  gather(): void {
    try {
      this.ask("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (error) {
      if (!isFileFault(error)) throw error;
    }
  }

  close(): void {
    this.#database.close();
  }
}

/** A prepared statement. */
export class Query {
  readonly #statement: Database.Statement;

  constructor(statement: Database.Statement) {
    this.#statement = statement;
    if (statement.reader) statement.raw();
  }

  /** How many rows were changed. */
  run(...values: readonly Value[]): number {
    return this.#statement.run(values).changes;
  }

  first(...values: readonly Value[]): Row | undefined {
    return this.#statement.get(values) as Row | undefined;
  }

  all(...values: readonly Value[]): readonly Row[] {
    return this.#statement.all(values) as readonly Row[];
  }
}
