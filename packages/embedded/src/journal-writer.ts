import type { Command, RunEvent, RunId, RunState, Timers } from "@taskloom/interfaces";
import { isTerminalStatus } from "@taskloom/interfaces";
import { computeBackoff } from "@taskloom/interpreter";
import { isTaskloomError } from "@taskloom/shared";
import type { JournalEntry, JournalStore } from "./journal/journal-store.js";
import { startPause, type Pause } from "./pause.js";

/** A snapshot is written once so many batches have followed the last one. */
const SNAPSHOT_EVERY = 200;

/** Events that were folded together, and what follows from them once they are recorded. */
export interface Fold {
  readonly at: number;
  readonly firstSeq: number;
  readonly events: readonly RunEvent[];
  readonly commands: readonly Command[];
  readonly consumed?: readonly number[];
}

export interface JournalWriterOptions {
  readonly journal: JournalStore;
  readonly timers: Timers;
  readonly run: RunId;
  readonly epoch: number;
  readonly state: RunState;
  /** The fold is durable: its commands may be performed. */
  readonly onRecorded: (commands: readonly Command[]) => void;
  /** Another process has taken the run over. */
  readonly onLost: () => void;
  /** The journal is broken: nothing more of the run can be recorded. */
  readonly onFailed: (error: unknown) => void;
  /** The journal cannot be written: undefined when it can again. */
  readonly onBlocked: (code: string | undefined) => void;
}

/** Folds that are recorded together, and who waits for that. */
interface Group {
  readonly folds: Fold[];
  readonly listeners: ((isRecorded: boolean) => void)[];
}

/** Records the folds of one run in order. While one is being written, those that follow wait and go together. */
export class JournalWriter {
  readonly #options: JournalWriterOptions;
  #waiting: Group = { folds: [], listeners: [] };
  #current: Group | undefined;
  #isClosed = false;
  #pausing: Pause | undefined;
  #batches = 0;

  constructor(options: JournalWriterOptions) {
    this.#options = options;
  }

  /** Resolves when everything that was written so far is recorded; with false when it never will be here. */
  async recorded(): Promise<boolean> {
    const group = this.#waiting.folds.length > 0 ? this.#waiting : this.#current;
    if (group === undefined) return !this.#isClosed;
    return new Promise((resolve) => {
      group.listeners.push(resolve);
    });
  }

  write(fold: Fold): void {
    if (this.#isClosed) return;
    this.#waiting.folds.push(fold);
    if (this.#current === undefined) void this.#writeAll();
  }

  /** Writes nothing more: what waits is not recorded here. */
  close(): void {
    this.#isClosed = true;
    this.#pausing?.end();
  }

  async #writeAll(): Promise<void> {
    for (let group = this.#takeGroup(); group !== undefined; group = this.#takeGroup()) {
      const isRecorded = await this.#record(group.folds);
      for (const listener of group.listeners) listener(isRecorded);
    }
  }

  #takeGroup(): Group | undefined {
    const group = this.#waiting;
    this.#waiting = { folds: [], listeners: [] };
    this.#current = this.#isClosed || group.folds.length === 0 ? undefined : group;
    if (this.#current === undefined) for (const listener of group.listeners) listener(false);
    return this.#current;
  }

  /** A journal that will never take these events leaves the run as it is, for another process or another day. */
  async #record(folds: readonly Fold[]): Promise<boolean> {
    const { onRecorded, onLost, onFailed } = this.#options;
    try {
      const isOurs = await this.#append(folds);
      if (isOurs) for (const { commands } of folds) onRecorded(commands);
      else if (!this.#isClosed) onLost();
      return isOurs;
    } catch (error) {
      onFailed(error);
      return false;
    }
  }

  /** Nothing goes on before it is recorded: a journal that cannot be written is tried again until it can. */
  async #append(folds: readonly Fold[]): Promise<boolean> {
    const { journal, onBlocked } = this.#options;
    const entries = folds.map((fold, index) => this.#toEntry(fold, index === folds.length - 1));
    for (let repeat = 1; ; repeat += 1) {
      try {
        const isOurs = await appendAll(journal, entries);
        if (repeat > 1) onBlocked(undefined);
        return isOurs;
      } catch (error) {
        if (!isTaskloomError(error) || !error.retryable) throw error;
        onBlocked(error.code);
        await this.#pause(computeBackoff(repeat));
        if (this.#isClosed) return false;
      }
    }
  }

  async #pause(ms: number): Promise<void> {
    if (this.#isClosed) return;
    this.#pausing = startPause(this.#options.timers, ms);
    await this.#pausing.over;
  }

  #toEntry(fold: Fold, isLast: boolean): JournalEntry {
    const { run, epoch, state } = this.#options;
    const { status, endedAt } = state;
    return {
      run,
      epoch,
      firstSeq: fold.firstSeq,
      batch: { at: fold.at, events: fold.events },
      status,
      ...(isLast && endedAt !== undefined && isTerminalStatus(status) ? { ended: { status, at: endedAt } } : {}),
      ...(this.#isSnapshotDue(isLast) ? { snapshot: state } : {}),
      ...(fold.consumed === undefined ? {} : { consumed: fold.consumed }),
    };
  }

  /** Only the last fold of a group has led to the state as it is now. */
  #isSnapshotDue(isLast: boolean): boolean {
    this.#batches += 1;
    if (!isLast || this.#batches < SNAPSHOT_EVERY) return false;
    this.#batches = 0;
    return true;
  }
}

/** Whether the run is still this process's. Most folds are recorded alone. */
async function appendAll(journal: JournalStore, entries: readonly JournalEntry[]): Promise<boolean> {
  const [first] = entries;
  if (first !== undefined && entries.length === 1) return journal.append(first);
  const written = await Promise.all(entries.map(async (entry) => journal.append(entry)));
  return written.every(Boolean);
}
