import type { RunId } from "@taskloom/interfaces";
import type { NewRun } from "./journal-store.js";
import { createMemoryRun, type MemoryRun } from "./memory-run.js";

/** How many ended runs are kept: the newest. */
export const MAX_ENDED_RUNS = 1_000;

/** Runs in memory: all that are open, and those that ended last. */
export class MemoryRuns {
  readonly #runs = new Map<RunId, MemoryRun>();
  /** In the order in which they ended. */
  readonly #ended = new Set<RunId>();
  readonly #requested = new Map<string, RunId>();
  #added = 0;

  /** Undefined when there is a run of that id, or of that request. */
  add(run: NewRun, owner: string | undefined): MemoryRun | undefined {
    const { start, request } = run;
    const { runId } = start;
    if (this.#runs.has(runId) || (request !== undefined && this.#requested.has(request))) return undefined;
    if (request !== undefined) this.#requested.set(request, runId);
    this.#added += 1;
    const created = createMemoryRun(run, this.#added, owner);
    this.#runs.set(runId, created);
    return created;
  }

  findRequested(request: string): RunId | undefined {
    return this.#requested.get(request);
  }

  get(run: RunId): MemoryRun | undefined {
    return this.#runs.get(run);
  }

  all(): Iterable<MemoryRun> {
    return this.#runs.values();
  }

  open(): readonly MemoryRun[] {
    return [...this.#runs.values()].filter(({ endedAt }) => endedAt === undefined);
  }

  /** The run has ended: the one that ended first goes when there are too many. */
  noteEnd(run: RunId): void {
    this.#ended.add(run);
    const [oldest] = this.#ended;
    if (this.#ended.size > MAX_ENDED_RUNS && oldest !== undefined) this.#remove(oldest);
  }

  prune(endedBefore: number): readonly RunId[] {
    const old = [...this.#ended].filter((run) => (this.#runs.get(run)?.endedAt ?? Infinity) < endedBefore);
    for (const run of old) this.#remove(run);
    return old;
  }

  #remove(run: RunId): void {
    const { request } = this.#runs.get(run) ?? {};
    if (request !== undefined) this.#requested.delete(request);
    this.#ended.delete(run);
    this.#runs.delete(run);
  }
}
