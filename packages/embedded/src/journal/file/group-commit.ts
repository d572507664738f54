import { setImmediate as nextTurn } from "node:timers/promises";
import { isTaskloomError, type TaskloomError } from "@taskloom/shared";
import type { Connection, Query } from "./connection.js";
import { createJournalFault, isBusy, isFileFault, toJournalFault } from "./journal-fault.js";
import { pauseBeforeRetry } from "./patience.js";

/** What one caller wants written. */
interface Write {
  /** Writes, and gives what tells the caller once that is durable. Called again after a rollback. */
  readonly perform: () => () => void;
  readonly reject: (error: unknown) => void;
  /** Until when it waits for another process, in monotonic milliseconds. */
  readonly deadline: number;
}

/**
 * Writes what many callers want in one turn of the event loop in one transaction: all of it becomes durable, or nothing.
 * When another process is in the way it tries again, in the same order, without blocking the loop.
 */
export class GroupCommit {
  readonly #connection: Connection;
  readonly #begin: Query;
  readonly #commit: Query;
  #queue: Write[] = [];
  #work: Promise<void> | undefined;
  #lastDeadline = Infinity;
  #hasWritten = false;
  #corruption: TaskloomError | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#begin = connection.prepare("BEGIN IMMEDIATE");
    this.#commit = connection.prepare("COMMIT");
  }

  /**
   * Runs `write` in the next transaction; resolves with what it gave when that is durable. An error of its own concerns
   * this write alone, an error of the file all that were to be written with it.
   * @throws JOURNAL_LOCKED when another process has been in the way for `patienceMs`; what FileJournal names
   */
  async add<T>(write: () => T, patienceMs: number): Promise<T> {
    if (this.#corruption !== undefined) throw this.#corruption;
    return new Promise<T>((resolve, reject) => {
      const perform = (): (() => void) => {
        const value = write();
        return () => resolve(value);
      };
      this.#queue.push({ perform, reject, deadline: performance.now() + patienceMs });
      this.#work ??= this.#writeQueue();
    });
  }

  /** Whether there was anything to write so far. */
  get hasWritten(): boolean {
    return this.#hasWritten;
  }

  /** Resolves when everything that was added has been written, or refused after at most `patienceMs`. */
  async drain(patienceMs: number): Promise<void> {
    this.#lastDeadline = performance.now() + patienceMs;
    await this.#work;
  }

  /** Not before the next turn: those who are resumed by one commit come together in the next one. */
  async #writeQueue(): Promise<void> {
    let refusals = 0;
    while (this.#queue.length > 0) {
      await (refusals === 0 ? nextTurn() : pauseBeforeRetry(refusals));
      const group = this.#queue;
      this.#queue = [];
      refusals = this.#tryToWrite(group) ? 0 : refusals + 1;
    }
    this.#work = undefined;
  }

  /** False when another process was in the way. */
  #tryToWrite(group: readonly Write[]): boolean {
    const settlements: (() => void)[] = [];
    try {
      this.#begin.run();
      for (const write of group) settlements.push(write.perform());
      this.#commit.run();
    } catch (error) {
      this.#connection.rollback();
      return this.#fail(group, settlements.length, error);
    }
    this.#hasWritten = true;
    for (const settle of settlements) settle();
    return true;
  }

  #fail(group: readonly Write[], position: number, error: unknown): boolean {
    if (isBusy(error)) {
      this.#keepPatient(group, error);
      return false;
    }
    const fault = toJournalFault(error, this.#connection.path);
    if (isTaskloomError(fault) && fault.code === "JOURNAL_CORRUPT") this.#corruption = fault;
    const only = isFileFault(error) ? undefined : group[position];
    this.#queue = only === undefined ? [] : group.filter((write) => write !== only);
    for (const write of only === undefined ? group : [only]) write.reject(fault);
    return true;
  }

  #keepPatient(group: readonly Write[], error: unknown): void {
    const now = performance.now();
    const fault = createJournalFault("JOURNAL_LOCKED", this.#connection.path, error);
    for (const write of group) {
      if (Math.min(write.deadline, this.#lastDeadline) > now) this.#queue.push(write);
      else write.reject(fault);
    }
  }
}
