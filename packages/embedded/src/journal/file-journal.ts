import { resolve } from "node:path";
import {
  DEFAULT_LIMITS,
  type CompiledDefinition,
  type PageRequest,
  type RunFilter,
  type RunId,
  type RunPage,
  type RunState,
  type TaskLogEntry,
  type TaskLogLine,
  type TaskPath,
} from "@taskloom/interfaces";
import { Changes } from "./file/changes.js";
import type { Connection } from "./file/connection.js";
import { toEntryTexts } from "./file/entry-writer.js";
import { GroupCommit } from "./file/group-commit.js";
import { toJsonText } from "./file/json-text.js";
import { listRuns } from "./file/list-runs.js";
import { openConnection, type JournalSync } from "./file/open-connection.js";
import { withPatience } from "./file/patience.js";
import { toNewRunTexts } from "./file/run-creator.js";
import { createTables, type Tables } from "./file/tables.js";
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

/** How long one waits for another process that keeps the file locked. Milliseconds. */
const LOCK_PATIENCE_MS = 10_000;

export interface FileJournalOptions {
  /** What a confirmed write survives: `normal` (default) the death of the process, `full` also that of the machine. */
  readonly sync?: JournalSync;
  /** How long to wait for a process that keeps the file locked; default 10,000 ms. Appends wait without end. */
  readonly lockPatienceMs?: number;
  /** Lines that the log of a run keeps, of which the oldest go; default 10,000. */
  readonly logLines?: number;
}

/**
 * Opens the journal in a file, which several processes can have open; makes it and its folder where they are missing.
 * @throws JOURNAL_LOCKED, JOURNAL_FULL, JOURNAL_READ_ONLY, JOURNAL_CORRUPT, JOURNAL_TOO_NEW, JOURNAL_UNAVAILABLE
 */
export async function openFileJournal(path: string, options: FileJournalOptions = {}): Promise<JournalStore> {
  const { sync = "normal", lockPatienceMs = LOCK_PATIENCE_MS, logLines } = options;
  const connection = await openConnection(resolve(path), sync, lockPatienceMs);
  return createFileJournal(connection, lockPatienceMs, logLines);
}

/** The journal in a file that is open. */
export function createFileJournal(
  connection: Connection,
  lockPatienceMs: number,
  logLines: number = DEFAULT_LIMITS.logLines,
): JournalStore {
  return new FileJournal(connection, lockPatienceMs, logLines);
}

class FileJournal implements JournalStore {
  readonly #connection: Connection;
  readonly #patienceMs: number;
  readonly #tables: Tables;
  readonly #commit: GroupCommit;
  readonly #changes: Changes;

  constructor(connection: Connection, patienceMs: number, logLines: number) {
    this.#connection = connection;
    this.#patienceMs = patienceMs;
    this.#tables = createTables(connection, logLines);
    this.#commit = new GroupCommit(connection);
    this.#changes = new Changes(connection);
  }

  async createRun(run: NewRun): Promise<CreatedRun | undefined> {
    const texts = toNewRunTexts(run);
    return this.#write((tables) => tables.creator.create(texts));
  }

  async append(entry: JournalEntry): Promise<boolean> {
    const texts = toEntryTexts(entry);
    return this.#commit.add(() => this.#tables.entries.write(texts), Infinity);
  }

  async readRun(run: RunId): Promise<StoredRun | undefined> {
    return this.#read((tables) => tables.runs.read(run));
  }

  async findRequested(request: string): Promise<RunId | undefined> {
    return this.#read((tables) => tables.runs.findRequested(request));
  }

  async readBatches(run: RunId, afterSeq: number): Promise<readonly StoredBatch[]> {
    return this.#read((tables) => tables.batches.read(run, afterSeq));
  }

  async readSnapshot(run: RunId): Promise<RunState | undefined> {
    return this.#read((tables) => tables.snapshots.readNewest(run));
  }

  async listRuns(filter: RunFilter, page: PageRequest): Promise<RunPage> {
    return this.#read(() => listRuns(this.#connection, filter, page));
  }

  async findWaiting(signal: string): Promise<readonly RunId[]> {
    return this.#read((tables) => tables.runs.findWaiting(signal));
  }

  async listOrphans(isAlive: (owner: Owner) => boolean): Promise<readonly StoredRun[]> {
    return this.#read((tables) => tables.ownership.listOrphans(isAlive));
  }

  async takeOver(run: RunId, from: Owner | undefined, to: Owner): Promise<number | undefined> {
    return this.#write((tables) => tables.ownership.takeOver(run, from, to));
  }

  async renewLeases(owner: Owner): Promise<void> {
    await this.#write((tables) => tables.owners.renew(owner));
  }

  async release(runs: readonly RunId[], owner: Owner): Promise<void> {
    await this.#write((tables) => tables.ownership.release(runs, owner));
  }

  async hold(run: RunId, held: HeldCall): Promise<void> {
    await this.#write((tables) => tables.held.save(toJsonText(run), held));
  }

  async letGo(run: RunId, path: TaskPath): Promise<void> {
    await this.#write((tables) => tables.held.remove(toJsonText(run), path));
  }

  async listHeld(run: RunId): Promise<readonly HeldCall[]> {
    return this.#read((tables) => tables.held.list(run));
  }

  async post(run: RunId, message: InboxMessage): Promise<void> {
    const text = toJsonText(message);
    await this.#write((tables) => tables.inbox.post(toJsonText(run), text));
  }

  async readInbox(runs: readonly RunId[]): Promise<readonly StoredMessage[]> {
    return this.#read((tables) => tables.inbox.read(runs));
  }

  hasChanged(): boolean {
    return this.#changes.look();
  }

  async saveDefinition(definition: CompiledDefinition): Promise<void> {
    const text = toJsonText(definition);
    await this.#write((tables) => tables.definitions.save(toJsonText(definition.hash), text));
  }

  async loadDefinition(hash: string): Promise<CompiledDefinition | undefined> {
    return this.#read((tables) => tables.definitions.load(hash));
  }

  async saveListener(listener: Listener, before: Listener | undefined): Promise<boolean> {
    const workflow = toJsonText(listener.workflow);
    const [text, textBefore] = [toJsonText(listener), before && toJsonText(before)];
    return this.#write((tables) => tables.listeners.save(workflow, text, textBefore));
  }

  async listListeners(): Promise<readonly Listener[]> {
    return this.#read((tables) => tables.listeners.list());
  }

  async appendLog(run: RunId, entries: readonly TaskLogEntry[]): Promise<void> {
    const lines = entries.map(toJsonText);
    await this.#write((tables) => tables.log.append(toJsonText(run), lines));
  }

  async readLog(run: RunId, after: number, path?: TaskPath): Promise<readonly TaskLogLine[]> {
    return this.#read((tables) => tables.log.read(run, after, path));
  }

  async prune(endedBefore: number): Promise<readonly RunId[]> {
    const removed: RunId[] = [];
    for (;;) {
      const some = await this.#write((tables) => tables.pruning.removeSome(endedBefore));
      if (some.length === 0) return removed;
      removed.push(...some);
    }
  }

  async close(): Promise<void> {
    await this.#commit.drain(this.#patienceMs);
    if (this.#commit.hasWritten) this.#connection.gather();
    this.#connection.close();
  }

  async #read<T>(read: (tables: Tables) => T): Promise<T> {
    return withPatience(this.#connection.path, this.#patienceMs, () => read(this.#tables));
  }

  async #write<T>(write: (tables: Tables) => T): Promise<T> {
    return this.#commit.add(() => write(this.#tables), this.#patienceMs);
  }
}
