import type { RunId, TaskPath } from "@taskloom/interfaces";
import type { HeldCall } from "../journal-store.js";
import type { Connection, Query } from "./connection.js";
import { fromJsonText, toJsonText, type JsonText } from "./json-text.js";

/** Calls that something outside holds up: of each execution the last. */
export class HeldTable {
  readonly #save: Query;
  readonly #remove: Query;
  readonly #list: Query;

  constructor(connection: Connection) {
    this.#save = connection.prepare(`
      INSERT OR REPLACE INTO held (run, path, call, code)
      SELECT n, ?, ?, ? FROM runs WHERE id = ? AND ended_at IS NULL`);
    this.#remove = connection.prepare("DELETE FROM held WHERE run = (SELECT n FROM runs WHERE id = ?) AND path = ?");
    this.#list = connection.prepare(
      "SELECT h.path, h.call, h.code FROM runs r JOIN held h ON h.run = r.n WHERE r.id = ? ORDER BY h.path",
    );
  }

  save(run: JsonText, { path, call, code }: HeldCall): void {
    this.#save.run(toJsonText(path), call, toJsonText(code), run);
  }

  remove(run: JsonText, path: TaskPath): void {
    this.#remove.run(run, toJsonText(path));
  }

  list(run: RunId): readonly HeldCall[] {
    return this.#list.all(toJsonText(run)).map(([path, call, code]) => ({
      path: fromJsonText(path) as TaskPath,
      call: Number(call),
      code: fromJsonText(code) as string,
    }));
  }
}
