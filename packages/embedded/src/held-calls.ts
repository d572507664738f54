import type { RunId, TaskPath } from "@taskloom/interfaces";
import { isTaskloomError } from "@taskloom/shared";
import type { HeldCall, JournalStore } from "./journal/journal-store.js";

export interface HeldCallsOptions {
  readonly journal: JournalStore;
  readonly run: RunId;
  /** What a process that is gone has left. */
  readonly held: readonly HeldCall[];
  /** Where the codes are shown, by path. */
  readonly blocked: Map<TaskPath, string>;
}

type CallKey = Pick<HeldCall, "path" | "call">;

/**
 * The calls of a run that something outside holds up before they begin. The journal has them too: other processes can
 * see them, and whoever takes the run up knows that their attempts were not made.
 */
export class HeldCalls {
  readonly #options: HeldCallsOptions;
  readonly #calls = new Map<TaskPath, number>();

  constructor(options: HeldCallsOptions) {
    this.#options = options;
    for (const { path, call } of options.held) this.#calls.set(path, call);
  }

  has({ path, call }: CallKey): boolean {
    return this.#calls.get(path) === call;
  }

  /** A journal that does not take it can cost an attempt, if the process is gone before the call is made. */
  async hold(held: HeldCall): Promise<void> {
    const { journal, run, blocked } = this.#options;
    blocked.set(held.path, held.code);
    this.#calls.set(held.path, held.call);
    await journal.hold(run, held).catch(() => undefined);
  }

  /** The call may begin when the journal no longer says that it has not; false when it cannot be told so now. */
  async letGo({ path }: CallKey): Promise<boolean> {
    const { journal, run } = this.#options;
    try {
      await journal.letGo(run, path);
    } catch (error) {
      if (!isTaskloomError(error) || !error.retryable) throw error;
      return false;
    }
    this.#calls.delete(path);
    this.forget(path);
    return true;
  }

  /** The call is over here: nothing holds it up any more, or somebody else sees to it. */
  forget(path: TaskPath): void {
    this.#options.blocked.delete(path);
  }
}
