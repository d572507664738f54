import type { Listener } from "../journal-store.js";
import type { Connection, Query } from "./connection.js";
import { fromJsonText, type JsonText } from "./json-text.js";

/** What listens for signals and times: of each workflow the newest. */
export class ListenersTable {
  readonly #add: Query;
  readonly #replace: Query;
  readonly #list: Query;

  constructor(connection: Connection) {
    this.#add = connection.prepare("INSERT OR IGNORE INTO listeners (listener, workflow) VALUES (?, ?)");
    this.#replace = connection.prepare("UPDATE listeners SET listener = ? WHERE workflow = ? AND listener = ?");
    this.#list = connection.prepare("SELECT listener FROM listeners ORDER BY workflow");
  }

  /** False when what is there is not `before`. */
  save(workflow: JsonText, listener: JsonText, before: JsonText | undefined): boolean {
    if (before === undefined) return this.#add.run(listener, workflow) === 1;
    return this.#replace.run(listener, workflow, before) === 1;
  }

  list(): readonly Listener[] {
    return this.#list.all().map(([listener]) => fromJsonText(listener) as Listener);
  }
}
