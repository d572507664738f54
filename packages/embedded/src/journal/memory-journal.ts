import { isDeepStrictEqual } from "node:util";
import {
  DEFAULT_LIMITS,
  type CompiledDefinition,
  type PageRequest,
  type RunFilter,
  type RunId,
  type RunPage,
  type TaskLogEntry,
  type TaskLogLine,
  type TaskPath,
} from "@taskloom/interfaces";
import { createGapError } from "./gap-error.js";
import type {
  CreatedRun,
  HeldCall,
  InboxMessage,
  JournalEntry,
  JournalStore,
  Listener,
  NewRun,
  Owner,
  StoredBatch,
  StoredMessage,
  StoredRun,
} from "./journal-store.js";
import { isLoggedIn } from "./log-place.js";
import { MemoryInbox } from "./memory-inbox.js";
import { listMemoryRuns } from "./memory-list.js";
import { addLines } from "./memory-log.js";
import { keyOf, MemoryOwners } from "./memory-owners.js";
import { addEntry, batchesAfter, type MemoryRun } from "./memory-run.js";
import { MemoryRuns } from "./memory-runs.js";

/**
 * A journal that lasts as long as its process, and that no other process sees. It keeps no snapshots: all events are at
 * hand. Of the ended runs it keeps the newest 1,000, and of a run's log the newest `logLines`.
 */
export function createMemoryJournal(logLines: number = DEFAULT_LIMITS.logLines): JournalStore {
  return new MemoryJournal(logLines);
}

class MemoryJournal implements JournalStore {
  readonly #runs = new MemoryRuns();
  readonly #owners = new MemoryOwners();
  readonly #inbox = new MemoryInbox();
  readonly #definitions = new Map<string, CompiledDefinition>();
  readonly #listeners = new Map<string, Listener>();
  readonly #logLines: number;

  constructor(logLines: number) {
    this.#logLines = logLines;
  }

  async createRun(run: NewRun): Promise<CreatedRun | undefined> {
    const created = this.#runs.add(run, run.owner && this.#owners.renew(run.owner));
    return created && { epoch: created.epoch };
  }

  async append(entry: JournalEntry): Promise<boolean> {
    const run = this.#runs.get(entry.run);
    if (run?.epoch !== entry.epoch) return false;
    const lastSeq = entry.firstSeq + entry.batch.events.length - 1;
    if (run.lastSeq === entry.firstSeq - 1) this.#record(run, entry);
    else if (run.lastSeq < lastSeq) throw createGapError(entry, run.lastSeq);
    return true;
  }

  #record(run: MemoryRun, entry: JournalEntry): void {
    addEntry(run, entry);
    if (entry.consumed !== undefined) this.#inbox.remove(entry.run, entry.consumed);
    if (entry.ended === undefined) return;
    this.#inbox.clear(entry.run);
    this.#runs.noteEnd(entry.run);
  }

  async readRun(run: RunId): Promise<StoredRun | undefined> {
    const found = this.#runs.get(run);
    return found && this.#toStoredRun(found);
  }

  async findRequested(request: string): Promise<RunId | undefined> {
    return this.#runs.findRequested(request);
  }

  async readBatches(run: RunId, afterSeq: number): Promise<readonly StoredBatch[]> {
    const found = this.#runs.get(run);
    return found === undefined ? [] : batchesAfter(found, afterSeq);
  }

  async readSnapshot(): Promise<undefined> {
    return undefined;
  }

  async listRuns(filter: RunFilter, page: PageRequest): Promise<RunPage> {
    return listMemoryRuns(this.#runs.all(), filter, page);
  }

  async findWaiting(signal: string): Promise<readonly RunId[]> {
    return this.#runs
      .open()
      .filter(({ signals }) => signals.includes(signal))
      .map(({ start }) => start.runId);
  }

  async listOrphans(isAlive: (owner: Owner) => boolean): Promise<readonly StoredRun[]> {
    return this.#runs
      .open()
      .map((run) => this.#toStoredRun(run))
      .filter(({ owner }) => owner === undefined || !isAlive(owner));
  }

  async takeOver(run: RunId, from: Owner | undefined, to: Owner): Promise<number | undefined> {
    const found = this.#runs.get(run);
    if (found === undefined || found.endedAt !== undefined) return undefined;
    const before = from && this.#owners.findUnchanged(from);
    if (found.owner !== before || (from !== undefined && before === undefined)) return undefined;
    found.owner = this.#owners.renew(to);
    found.epoch += 1;
    return found.epoch;
  }

  async renewLeases(owner: Owner): Promise<void> {
    this.#owners.renew(owner);
  }

  async release(runs: readonly RunId[], owner: Owner): Promise<void> {
    const key = keyOf(owner);
    for (const id of runs) {
      const run = this.#runs.get(id);
      if (run?.owner === key) run.owner = undefined;
    }
  }

  async hold(run: RunId, held: HeldCall): Promise<void> {
    const found = this.#runs.get(run);
    if (found?.endedAt === undefined) found?.held.set(held.path, held);
  }

  async letGo(run: RunId, path: TaskPath): Promise<void> {
    this.#runs.get(run)?.held.delete(path);
  }

  async listHeld(run: RunId): Promise<readonly HeldCall[]> {
    return [...(this.#runs.get(run)?.held.values() ?? [])].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  }

  async post(run: RunId, message: InboxMessage): Promise<void> {
    const found = this.#runs.get(run);
    if (found !== undefined && found.endedAt === undefined) this.#inbox.post(run, message);
  }

  async readInbox(runs: readonly RunId[]): Promise<readonly StoredMessage[]> {
    return this.#inbox.read(runs);
  }

  hasChanged(): boolean {
    return false;
  }

  async saveDefinition(definition: CompiledDefinition): Promise<void> {
    this.#definitions.set(definition.hash, definition);
  }

  async loadDefinition(hash: string): Promise<CompiledDefinition | undefined> {
    return this.#definitions.get(hash);
  }

  async saveListener(listener: Listener, before: Listener | undefined): Promise<boolean> {
    if (!isDeepStrictEqual(this.#listeners.get(listener.workflow), before)) return false;
    this.#listeners.set(listener.workflow, listener);
    return true;
  }

  async listListeners(): Promise<readonly Listener[]> {
    return [...this.#listeners.values()];
  }

  async appendLog(run: RunId, entries: readonly TaskLogEntry[]): Promise<void> {
    const found = this.#runs.get(run);
    if (found !== undefined) addLines(found.lines, entries, this.#logLines);
  }

  async readLog(run: RunId, after: number, path?: TaskPath): Promise<readonly TaskLogLine[]> {
    const lines = this.#runs.get(run)?.lines ?? [];
    return lines.filter((line) => line.seq > after && isLoggedIn(path, line));
  }

  async prune(endedBefore: number): Promise<readonly RunId[]> {
    return this.#runs.prune(endedBefore);
  }

  async close(): Promise<void> {}

  #toStoredRun({ start, status, startedAt, endedAt, owner, epoch, lastSeq }: MemoryRun): StoredRun {
    return { start, status, startedAt, endedAt, owner: this.#owners.get(owner), epoch, lastSeq };
  }
}
