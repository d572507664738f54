import type { RunStart, TaskLogLine, TaskPath, TaskStatus } from "@taskloom/interfaces";
import { computeBeginning } from "./beginning.js";
import type { HeldCall, JournalEntry, NewRun, StoredBatch } from "./journal-store.js";

/** A run as it is kept in memory. */
export interface MemoryRun {
  readonly start: RunStart;
  /** Order in which runs were added. */
  readonly ordinal: number;
  readonly startedAt: number;
  readonly signals: readonly string[];
  status: TaskStatus;
  endedAt: number | undefined;
  /** Key of its owner. */
  owner: string | undefined;
  epoch: number;
  lastSeq: number;
  readonly batches: StoredBatch[];
  readonly lines: TaskLogLine[];
  readonly held: Map<TaskPath, HeldCall>;
  readonly request: string | undefined;
}

export function createMemoryRun(run: NewRun, ordinal: number, owner: string | undefined): MemoryRun {
  const { start, signals } = run;
  const { startedAt, batches, lastSeq } = computeBeginning(run.batches);
  return {
    start,
    ordinal,
    startedAt,
    signals,
    status: "running",
    endedAt: undefined,
    owner,
    epoch: owner === undefined ? 0 : 1,
    lastSeq,
    batches: batches.filter(({ events }) => events.length > 0),
    lines: [],
    held: new Map(),
    request: run.request,
  };
}

/** Records what happened; the caller has seen to it that it follows what is there. */
export function addEntry(run: MemoryRun, { batch, firstSeq, status, ended }: JournalEntry): void {
  addBatch(run, { at: batch.at, events: batch.events, firstSeq });
  run.status = status;
  if (ended === undefined) return;
  run.endedAt = ended.at;
  run.owner = undefined;
}

/** The batches that hold events after `afterSeq`: most readers ask for the last ones. */
export function batchesAfter({ batches, lastSeq }: MemoryRun, afterSeq: number): readonly StoredBatch[] {
  if (afterSeq >= lastSeq) return [];
  const last = batches.findLastIndex(({ firstSeq }) => firstSeq <= afterSeq + 1);
  return batches.slice(Math.max(0, last));
}

function addBatch(run: MemoryRun, batch: StoredBatch): void {
  if (batch.events.length === 0) return;
  run.batches.push(batch);
  run.lastSeq = batch.firstSeq + batch.events.length - 1;
}
