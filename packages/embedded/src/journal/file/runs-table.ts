import type { RunId } from "@taskloom/interfaces";
import type { StoredRun } from "../journal-store.js";
import type { Connection, Query, Row } from "./connection.js";
import { fromJsonText, toJsonText } from "./json-text.js";
import { OWNER_COLUMNS, readOwner } from "./owners-table.js";

const SELECT_RUNS = `
  SELECT s.start, r.status, r.started_at, r.ended_at, r.epoch, r.last_seq, r.owner, ${OWNER_COLUMNS}
  FROM runs r JOIN starts s ON s.run = r.n LEFT JOIN owners o ON o.n = r.owner`;

/** Runs as they are now. */
export class RunsTable {
  readonly #read: Query;
  readonly #waiting: Query;
  readonly #orphans: Query;
  readonly #requested: Query;

  constructor(connection: Connection) {
    this.#read = connection.prepare(`${SELECT_RUNS} WHERE r.id = ?`);
    this.#waiting = connection.prepare(
      "SELECT r.id FROM awaits a JOIN runs r ON r.n = a.run WHERE a.signal = ? ORDER BY r.n",
    );
    this.#requested = connection.prepare("SELECT id FROM runs WHERE request = ?");
    this.#orphans = connection.prepare(`
      ${SELECT_RUNS} WHERE r.ended_at IS NULL AND (r.owner IS NULL OR r.owner IN (SELECT value FROM json_each(?)))
      ORDER BY r.n`);
  }

  read(run: RunId): StoredRun | undefined {
    const row = this.#read.first(toJsonText(run));
    return row && readStoredRun(row);
  }

  findRequested(request: string): RunId | undefined {
    const row = this.#requested.first(toJsonText(request));
    return row && (fromJsonText(row[0]) as RunId);
  }

  findWaiting(signal: string): readonly RunId[] {
    return this.#waiting.all(toJsonText(signal)).map(([id]) => fromJsonText(id) as RunId);
  }

  /** Open runs of none, or of one of these owners. */
  listOrphans(owners: readonly number[]): readonly StoredRun[] {
    return this.#orphans.all(toJsonText(owners)).map(readStoredRun);
  }
}

function readStoredRun([start, status, startedAt, endedAt, epoch, lastSeq, owner, ...ownerCells]: Row): StoredRun {
  return {
    start: fromJsonText(start) as StoredRun["start"],
    status: fromJsonText(status) as StoredRun["status"],
    startedAt: Number(startedAt),
    endedAt: endedAt === null ? undefined : Number(endedAt),
    owner: owner === null ? undefined : readOwner(ownerCells),
    epoch: Number(epoch),
    lastSeq: Number(lastSeq),
  };
}
