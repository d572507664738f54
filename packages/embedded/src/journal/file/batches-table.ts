import type { EventBatch, RunId } from "@taskloom/interfaces";
import type { StoredBatch } from "../journal-store.js";
import type { Connection, Query } from "./connection.js";
import { fromJsonText, toJsonText, type JsonText } from "./json-text.js";

/** A batch as it is written. */
export interface BatchTexts {
  readonly at: number;
  readonly events: JsonText;
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** What happened to runs: a row for each batch of events. */
export class BatchesTable {
  readonly #insert: Query;
  readonly #read: Query;

  constructor(connection: Connection) {
    this.#insert = connection.prepare(
      "INSERT INTO batches (run, first_seq, last_seq, at, events) VALUES (?, ?, ?, ?, ?)",
    );
    this.#read = connection.prepare(`
      SELECT b.first_seq, b.at, b.events FROM runs r JOIN batches b ON b.run = r.n
      WHERE r.id = ? AND b.last_seq > ? ORDER BY b.last_seq`);
  }

  add(run: number, { firstSeq, lastSeq, at, events }: BatchTexts): void {
    if (lastSeq >= firstSeq) this.#insert.run(run, firstSeq, lastSeq, at, events);
  }

  read(run: RunId, afterSeq: number): readonly StoredBatch[] {
    const rows = this.#read.all(toJsonText(run), afterSeq);
    return rows.map(([firstSeq, at, events]) => ({
      firstSeq: Number(firstSeq),
      at: Number(at),
      events: fromJsonText(events) as StoredBatch["events"],
    }));
  }
}

export function toBatchTexts(firstSeq: number, { at, events }: EventBatch): BatchTexts {
  return { at, events: toJsonText(events), firstSeq, lastSeq: firstSeq + events.length - 1 };
}
