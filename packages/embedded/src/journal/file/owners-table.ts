import type { Owner } from "../journal-store.js";
import type { Connection, Query } from "./connection.js";
import { fromJsonText, toJsonText, type Cell } from "./json-text.js";

/** Columns of an owner `o`, for `readOwner`. */
export const OWNER_COLUMNS = "o.host, o.pid, o.process_start, o.lease_until";

/** A process that owns runs is a row, so that renewing its leases is one change however many runs it has. */
export class OwnersTable {
  readonly #renew: Query;
  readonly #find: Query;
  readonly #inCharge: Query;
  readonly #forget: Query;

  constructor(connection: Connection) {
    this.#renew = connection.prepare(`
      INSERT INTO owners (host, pid, process_start, lease_until) VALUES (?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET lease_until = max(lease_until, excluded.lease_until) RETURNING n`);
    this.#find = connection.prepare(
      "SELECT n, lease_until FROM owners WHERE host = ? AND pid = ? AND process_start = ?",
    );
    this.#inCharge = connection.prepare(`
      SELECT o.n, ${OWNER_COLUMNS} FROM owners o
      WHERE EXISTS (SELECT 1 FROM runs r WHERE r.owner = o.n AND r.ended_at IS NULL)`);
    this.#forget = connection.prepare(
      "DELETE FROM owners WHERE n NOT IN (SELECT owner FROM runs WHERE owner IS NOT NULL AND ended_at IS NULL)",
    );
  }

  /** The number of the owner's row; its lease never becomes shorter. */
  renew(owner: Owner): number {
    return Number(this.#renew.first(...keyOf(owner), owner.leaseUntil)?.[0]);
  }

  /** The number of the owner's row, and until when its lease is now. */
  find(owner: Owner): { readonly number: number; readonly leaseUntil: number } | undefined {
    const row = this.#find.first(...keyOf(owner));
    return row && { number: Number(row[0]), leaseUntil: Number(row[1]) };
  }

  /** Owners of open runs, with the numbers of their rows. */
  listInCharge(): readonly (readonly [number: number, owner: Owner])[] {
    return this.#inCharge.all().map(([n, ...owner]) => [Number(n), readOwner(owner)]);
  }

  /** Numbers are given anew, so a row goes only when no run names it. */
  forgetIdle(): void {
    this.#forget.run();
  }
}

/** From the cells of `OWNER_COLUMNS`. */
export function readOwner([host, pid, processStart, leaseUntil]: readonly Cell[]): Owner {
  return {
    host: fromJsonText(host) as Owner["host"],
    pid: Number(pid),
    processStart: fromJsonText(processStart) as Owner["processStart"],
    leaseUntil: Number(leaseUntil),
  };
}

function keyOf({ host, pid, processStart }: Owner) {
  return [toJsonText(host), pid, toJsonText(processStart)] as const;
}
