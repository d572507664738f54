import { computeBeginning } from "../beginning.js";
import type { CreatedRun, NewRun, Owner } from "../journal-store.js";
import { labelText } from "../label-text.js";
import { toBatchTexts, type BatchesTable, type BatchTexts } from "./batches-table.js";
import type { Connection, Query } from "./connection.js";
import { toJsonText, type JsonText } from "./json-text.js";
import type { OwnersTable } from "./owners-table.js";

/** A new run as it is written. Made before it is its turn, so that the transaction is short. */
export interface NewRunTexts {
  readonly id: JsonText;
  readonly workflow: JsonText;
  readonly status: JsonText;
  readonly startedAt: number;
  readonly start: JsonText;
  readonly labels: JsonText;
  readonly labelPairs: readonly (readonly [name: JsonText, value: JsonText])[];
  readonly signals: readonly JsonText[];
  readonly batches: readonly BatchTexts[];
  readonly lastSeq: number;
  readonly owner: Owner | undefined;
  readonly request: JsonText | null;
}

/** Adds runs, with what lists and look-ups go by. */
export class RunCreator {
  readonly #owners: OwnersTable;
  readonly #batches: BatchesTable;
  readonly #insert: Query;
  readonly #insertStart: Query;
  readonly #insertLabel: Query;
  readonly #insertAwait: Query;

  constructor(connection: Connection, owners: OwnersTable, batches: BatchesTable) {
    this.#owners = owners;
    this.#batches = batches;
    this.#insert = connection.prepare(`
      INSERT INTO runs (id, workflow, status, epoch, owner, last_seq, started_at, request)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING RETURNING n`);
    this.#insertStart = connection.prepare("INSERT INTO starts (run, labels, start) VALUES (?, ?, ?)");
    this.#insertLabel = connection.prepare("INSERT INTO labels (run, name, value) VALUES (?, ?, ?)");
    this.#insertAwait = connection.prepare("INSERT OR IGNORE INTO awaits (run, signal) VALUES (?, ?)");
  }

  /** Undefined when there is a run of that id, or of that request. */
  create(run: NewRunTexts): CreatedRun | undefined {
    const epoch = run.owner === undefined ? 0 : 1;
    const owner = run.owner === undefined ? null : this.#owners.renew(run.owner);
    const { id, workflow, status, lastSeq, startedAt, request } = run;
    const row = this.#insert.first(id, workflow, status, epoch, owner, lastSeq, startedAt, request);
    if (row === undefined) return undefined;
    this.#addParts(Number(row[0]), run);
    return { epoch };
  }

  #addParts(number: number, run: NewRunTexts): void {
    this.#insertStart.run(number, run.labels, run.start);
    for (const [name, value] of run.labelPairs) this.#insertLabel.run(number, name, value);
    for (const signal of run.signals) this.#insertAwait.run(number, signal);
    for (const batch of run.batches) this.#batches.add(number, batch);
  }
}

export function toNewRunTexts({ start, batches, signals, owner, request }: NewRun): NewRunTexts {
  const beginning = computeBeginning(batches);
  return {
    id: toJsonText(start.runId),
    workflow: toJsonText(start.workflow),
    status: toJsonText("running"),
    startedAt: beginning.startedAt,
    start: toJsonText(start),
    labels: toJsonText(start.labels),
    labelPairs: Object.entries(start.labels).map(([name, value]) => [toJsonText(name), toJsonText(labelText(value))]),
    signals: signals.map(toJsonText),
    batches: beginning.batches.map((batch) => toBatchTexts(batch.firstSeq, batch)),
    lastSeq: beginning.lastSeq,
    owner,
    request: request === undefined ? null : toJsonText(request),
  };
}
