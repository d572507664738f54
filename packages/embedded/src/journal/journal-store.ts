import type {
  CompiledDefinition,
  EventBatch,
  JsonObject,
  PageRequest,
  RunFilter,
  RunId,
  RunPage,
  RunStart,
  RunState,
  Signal,
  TaskLogEntry,
  TaskLogLine,
  TaskPath,
  TaskStatus,
  TerminalStatus,
  WorkflowId,
} from "@taskloom/interfaces";
import type { NumberedBatch } from "@taskloom/runs";

/**
 * Where an embedded engine keeps its runs: in memory, or in a file that several processes can open.
 * @throws JOURNAL_LOCKED, JOURNAL_FULL, JOURNAL_READ_ONLY, JOURNAL_CORRUPT, JOURNAL_UNAVAILABLE
 */
export interface JournalStore {
  /**
   * Adds a run, and gives its first epoch to the owner, if there is one; undefined when there is a run of that id, or one
   * that the same request has started.
   */
  createRun(run: NewRun): Promise<CreatedRun | undefined>;
  /**
   * Records what happened to a run. Entries of one tick, of any runs, are committed together; the promise resolves when
   * they are durable. False when the epoch is no longer the run's: another process has taken it over, nothing was written.
   * An entry that was written already is confirmed again, so that one can repeat it after an error.
   */
  append(entry: JournalEntry): Promise<boolean>;
  readRun(run: RunId): Promise<StoredRun | undefined>;
  /** The run that a request has started. */
  findRequested(request: string): Promise<RunId | undefined>;
  /** The batches that hold events after `afterSeq`, in order. */
  readBatches(run: RunId, afterSeq: number): Promise<readonly StoredBatch[]>;
  /** The newest snapshot, if there is one. */
  readSnapshot(run: RunId): Promise<RunState | undefined>;
  listRuns(filter: RunFilter, page: PageRequest): Promise<RunPage>;
  /** Open runs whose definition waits for the signal. */
  findWaiting(signal: string): Promise<readonly RunId[]>;
  /** Open runs that no live process owns, by `isAlive`. */
  listOrphans(isAlive: (owner: Owner) => boolean): Promise<readonly StoredRun[]>;
  /** Takes a run over if its owner is still the one given (undefined: none). The new epoch, or undefined when someone was faster. */
  takeOver(run: RunId, from: Owner | undefined, to: Owner): Promise<number | undefined>;
  /** Renews the leases of all runs of a process. */
  renewLeases(owner: Owner): Promise<void>;
  /** Gives runs up, so that others need not wait for the lease. */
  release(runs: readonly RunId[], owner: Owner): Promise<void>;
  /** Notes that something outside holds a call of an open run up before it has begun. */
  hold(run: RunId, held: HeldCall): Promise<void>;
  /** The call of that execution may begin. */
  letGo(run: RunId, path: TaskPath): Promise<void>;
  /** Of each execution the last call that was held up; it may be over. */
  listHeld(run: RunId): Promise<readonly HeldCall[]>;
  /** Leaves a message for the process that owns the run. There is none for a run that has ended. */
  post(run: RunId, message: InboxMessage): Promise<void>;
  /** The messages for these runs, in order. They stay until an entry consumes them. */
  readInbox(runs: readonly RunId[]): Promise<readonly StoredMessage[]>;
  /** Whether another process has written since the last call. Costs microseconds. */
  hasChanged(): boolean;
  saveDefinition(definition: CompiledDefinition): Promise<void>;
  loadDefinition(hash: string): Promise<CompiledDefinition | undefined>;
  /**
   * Notes what listens for signals and times, if what is noted of its workflow is still `before` (undefined: nothing).
   * False when someone was faster: nothing was written.
   */
  saveListener(listener: Listener, before: Listener | undefined): Promise<boolean>;
  listListeners(): Promise<readonly Listener[]>;
  appendLog(run: RunId, entries: readonly TaskLogEntry[]): Promise<void>;
  readLog(run: RunId, after: number, path?: TaskPath): Promise<readonly TaskLogLine[]>;
  /** Removes runs that ended before the time, with all that belongs to them; their ids. */
  prune(endedBefore: number): Promise<readonly RunId[]>;
  close(): Promise<void>;
}

/** A process that runs runs. */
export interface Owner {
  readonly host: string;
  readonly pid: number;
  /** When the process started, as the operating system says: pids are used again. */
  readonly processStart: string;
  /** Epoch milliseconds. */
  readonly leaseUntil: number;
}

export interface NewRun {
  readonly start: RunStart;
  /**
   * What it begins with: usually one batch; a run that repeats another begins with the other's. At least one; the time
   * of the last is that of the run's start.
   */
  readonly batches: readonly EventBatch[];
  /** Names of the signals that its definition waits for. */
  readonly signals: readonly string[];
  readonly owner?: Owner;
  /** Id of the request that starts it. */
  readonly request?: string;
}

/** A call of an execution, and the code of what holds it up. */
export interface HeldCall {
  readonly path: TaskPath;
  readonly call: number;
  readonly code: string;
}

export interface CreatedRun {
  readonly epoch: number;
}

export interface JournalEntry {
  readonly run: RunId;
  readonly epoch: number;
  /** Of the first event. */
  readonly firstSeq: number;
  readonly batch: EventBatch;
  /** The run's status after it. */
  readonly status: TaskStatus;
  readonly ended?: { readonly status: TerminalStatus; readonly at: number };
  /** Written in the same transaction. */
  readonly snapshot?: RunState;
  /** Messages that led to these events: removed in the same transaction. */
  readonly consumed?: readonly number[];
}

export interface StoredRun {
  readonly start: RunStart;
  readonly status: TaskStatus;
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  readonly owner: Owner | undefined;
  readonly epoch: number;
  readonly lastSeq: number;
}

export type StoredBatch = NumberedBatch;

/** What other processes ask of a run. */
export type InboxMessage =
  | {
      readonly kind: "signal";
      readonly signal: Signal;
    }
  | {
      readonly kind: "cancel" | "terminate" | "pause" | "resume";
      readonly requestId: string;
      readonly actor?: string;
      readonly reason?: string;
    };

export interface StoredMessage {
  readonly id: number;
  readonly run: RunId;
  readonly message: InboxMessage;
}

/** A definition that a worker was given: its triggers listen. */
export interface Listener {
  readonly workflow: WorkflowId;
  readonly hash: string;
  readonly signals: readonly string[];
  readonly schedules: readonly ListeningSchedule[];
  /** Whether its schedules start nothing. */
  readonly paused: boolean;
}

/** A schedule and how far it has come. Times are epoch milliseconds. */
export interface ListeningSchedule {
  /** As the definition has it. */
  readonly trigger: JsonObject;
  /** Up to which time it has been looked at. */
  readonly checkedUntil: number;
  /** Times whose runs are still to be started, in order. */
  readonly waiting: readonly number[];
  /** Its runs that can hold the next one back. */
  readonly runs: readonly RunId[];
  /** The time for which a run was started last. */
  readonly lastAt: number | null;
}
