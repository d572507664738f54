import type { RunEvent, RunStart, TaskPath } from "@taskloom/interfaces";
import { proxySinks, workflowInfo, type Sinks } from "@temporalio/workflow";
import { measureJson } from "./message-size.js";
import { READER_QUEUE, type JournalBatch, type JournalPage } from "./protocol.js";

/** Told of everything while a history is read again: see `replay-journal.ts`. */
export interface JournalSinks extends Sinks {
  taskloom_journal: {
    begin(start: RunStart): void;
    batch(batch: JournalBatch): void;
  };
}

/** Bytes of JSON that one answer holds, unless its only batch has more. */
const MAX_PAGE_BYTES = 1_000_000;

const { taskloom_journal: reader } = proxySinks<JournalSinks>();

/**
 * What this workflow execution has folded: history alone is durable, and gives this again whenever it is replayed.
 */
export class RunJournal {
  /** Why something outside holds tasks up, by path. */
  readonly blocked: Map<TaskPath, string> = new Map();
  readonly #start: RunStart;
  readonly #batches: JournalBatch[] = [];
  /** A worker that only reads names its queue so: all others would pay for what nobody wants. */
  readonly #isRead = workflowInfo().taskQueue.startsWith(READER_QUEUE);

  constructor(start: RunStart) {
    this.#start = start;
    if (this.#isRead) reader.begin(start);
  }

  add(at: number, firstSeq: number, events: readonly RunEvent[]): void {
    if (events.length === 0) return;
    const batch = { at, firstSeq, events };
    this.#batches.push(batch);
    if (this.#isRead) reader.batch(batch);
  }

  /** The batches with events after `afterSeq`, as many as fit. */
  read(afterSeq: number): JournalPage {
    const from = this.#batches.findIndex(({ firstSeq, events }) => firstSeq + events.length - 1 > afterSeq);
    const rest = from < 0 ? [] : this.#batches.slice(from);
    const batches: JournalBatch[] = [];
    let bytes = 0;
    for (const batch of rest) {
      bytes += measureJson(batch);
      if (batches.length > 0 && bytes > MAX_PAGE_BYTES) break;
      batches.push(batch);
    }
    const blocked = Object.fromEntries(this.blocked);
    return { start: this.#start, batches, hasMore: batches.length < rest.length, blocked };
  }
}
