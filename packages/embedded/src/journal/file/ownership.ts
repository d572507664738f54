import type { RunId } from "@taskloom/interfaces";
import type { Owner, StoredRun } from "../journal-store.js";
import type { Connection, Query } from "./connection.js";
import { toJsonText } from "./json-text.js";
import type { OwnersTable } from "./owners-table.js";
import type { RunsTable } from "./runs-table.js";

/** Which process runs which run. */
export class Ownership {
  readonly #runs: RunsTable;
  readonly #owners: OwnersTable;
  readonly #takeOver: Query;
  readonly #release: Query;

  constructor(connection: Connection, runs: RunsTable, owners: OwnersTable) {
    this.#runs = runs;
    this.#owners = owners;
    this.#takeOver = connection.prepare(`
      UPDATE runs SET owner = ?, epoch = epoch + 1 WHERE id = ? AND owner IS ? AND ended_at IS NULL RETURNING epoch`);
    this.#release = connection.prepare(
      "UPDATE runs SET owner = NULL WHERE owner = ? AND ended_at IS NULL AND id IN (SELECT value FROM json_each(?))",
    );
  }

  listOrphans(isAlive: (owner: Owner) => boolean): readonly StoredRun[] {
    const gone = this.#owners.listInCharge().filter(([, owner]) => !isAlive(owner));
    return this.#runs.listOrphans(gone.map(([number]) => number));
  }

  /** The run's new epoch; undefined when its owner is no longer `from`, with the lease that it had. */
  takeOver(run: RunId, from: Owner | undefined, to: Owner): number | undefined {
    const before = from === undefined ? null : this.#findUnchanged(from);
    if (before === undefined) return undefined;
    const row = this.#takeOver.first(this.#owners.renew(to), toJsonText(run), before);
    return row && Number(row[0]);
  }

  release(runs: readonly RunId[], owner: Owner): void {
    const row = this.#owners.find(owner);
    if (row !== undefined) this.#release.run(row.number, toJsonText(runs.map(toJsonText)));
    this.#owners.forgetIdle();
  }

  #findUnchanged(owner: Owner): number | undefined {
    const row = this.#owners.find(owner);
    return row?.leaseUntil === owner.leaseUntil ? row.number : undefined;
  }
}
