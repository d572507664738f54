import type { Connection, Query } from "./connection.js";
import { isBusy } from "./journal-fault.js";
import type { Cell } from "./json-text.js";

/** Notices what other connections have written. */
export class Changes {
  readonly #query: Query;
  #seen: Cell | undefined;

  constructor(connection: Connection) {
    this.#query = connection.prepare("PRAGMA data_version");
    this.#seen = this.#read();
  }

  /** Whether another connection has written since the last call. */
  look(): boolean {
    const version = this.#read();
    if (version === this.#seen) return false;
    this.#seen = version;
    return true;
  }

  /** While another process is in the way nothing is seen; the next look sees it. */
  #read(): Cell | undefined {
    try {
      return this.#query.first()?.[0];
    } catch (error) {
      if (isBusy(error)) return this.#seen;
      throw error;
    }
  }
}
