import type { CompiledDefinition } from "@taskloom/interfaces";
import type { Connection, Query } from "./connection.js";
import { fromJsonText, toJsonText, type JsonText } from "./json-text.js";

/** Definitions by their hash: none is ever changed. */
export class DefinitionsTable {
  readonly #save: Query;
  readonly #load: Query;

  constructor(connection: Connection) {
    this.#save = connection.prepare("INSERT OR IGNORE INTO definitions (hash, definition) VALUES (?, ?)");
    this.#load = connection.prepare("SELECT definition FROM definitions WHERE hash = ?");
  }

  save(hash: JsonText, definition: JsonText): void {
    this.#save.run(hash, definition);
  }

  load(hash: string): CompiledDefinition | undefined {
    const row = this.#load.first(toJsonText(hash));
    return row && (fromJsonText(row[0]) as CompiledDefinition);
  }
}
