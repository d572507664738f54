import type { RunId } from "@taskloom/interfaces";
import { createGapError } from "../gap-error.js";
import type { JournalEntry } from "../journal-store.js";
import { toBatchTexts, type BatchesTable, type BatchTexts } from "./batches-table.js";
import type { Connection, Query } from "./connection.js";
import type { InboxTable } from "./inbox-table.js";
import { fromJsonText, toJsonText, type JsonText } from "./json-text.js";
import type { SnapshotsTable } from "./snapshots-table.js";

/** An entry as it is written. Made before it is its turn: a run's state is changed in place. */
export interface EntryTexts {
  readonly run: JsonText;
  readonly epoch: number;
  readonly batch: BatchTexts;
  readonly status: JsonText;
  readonly endedAt: number | undefined;
  readonly snapshot: JsonText | undefined;
  readonly consumed: readonly number[];
}

/** Writes what happened to a run, with all that follows from it. */
export class EntryWriter {
  readonly #batches: BatchesTable;
  readonly #snapshots: SnapshotsTable;
  readonly #inbox: InboxTable;
  readonly #advance: Query;
  readonly #position: Query;
  readonly #setStatus: Query;
  readonly #end: Query;
  readonly #stopAwaiting: Query;

  constructor(connection: Connection, batches: BatchesTable, snapshots: SnapshotsTable, inbox: InboxTable) {
    this.#batches = batches;
    this.#snapshots = snapshots;
    this.#inbox = inbox;
    this.#advance = connection.prepare(
      "UPDATE runs SET last_seq = ? WHERE id = ? AND epoch = ? AND last_seq = ? RETURNING n, status",
    );
    this.#position = connection.prepare("SELECT last_seq FROM runs WHERE id = ? AND epoch = ?");
    this.#setStatus = connection.prepare("UPDATE runs SET status = ? WHERE n = ?");
    this.#end = connection.prepare("UPDATE runs SET ended_at = ?, owner = NULL WHERE n = ?");
    this.#stopAwaiting = connection.prepare("DELETE FROM awaits WHERE run = ?");
  }

  /** False when the epoch is no longer the run's. */
  write(entry: EntryTexts): boolean {
    const { run, epoch, batch, status, endedAt, snapshot, consumed } = entry;
    const row = this.#advance.first(batch.lastSeq, run, epoch, batch.firstSeq - 1);
    if (row === undefined) return this.#isRecorded(entry);
    const number = Number(row[0]);
    this.#batches.add(number, batch);
    if (row[1] !== status) this.#setStatus.run(status, number);
    if (snapshot !== undefined) this.#snapshots.write(number, snapshot);
    for (const message of consumed) this.#inbox.remove(number, message);
    if (endedAt !== undefined) this.#close(number, endedAt);
    return true;
  }

  /** An entry comes again when its writer could not know whether it was written. */
  #isRecorded({ run, epoch, batch: { firstSeq, lastSeq } }: EntryTexts): boolean {
    const row = this.#position.first(run, epoch);
    if (row === undefined) return false;
    const position = Number(row[0]);
    if (position < lastSeq) throw createGapError({ run: fromJsonText(run) as RunId, firstSeq }, position);
    return true;
  }

  #close(run: number, endedAt: number): void {
    this.#end.run(endedAt, run);
    this.#stopAwaiting.run(run);
    this.#inbox.clear(run);
  }
}

export function toEntryTexts({
  run,
  epoch,
  firstSeq,
  batch,
  status,
  ended,
  snapshot,
  consumed,
}: JournalEntry): EntryTexts {
  const texts = toBatchTexts(firstSeq, batch);
  return {
    run: toJsonText(run),
    epoch,
    batch: texts,
    status: toJsonText(status),
    endedAt: ended?.at,
    snapshot: snapshot?.seq === texts.lastSeq ? toJsonText(snapshot) : undefined,
    consumed: consumed ?? [],
  };
}
