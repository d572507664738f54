import {
  DEFAULT_LIMITS,
  type ReadLogOptions,
  type RunId,
  type TaskLog,
  type TaskLogEntry,
  type TaskLogLine,
} from "@taskloom/interfaces";
import { selectLines } from "./log-lines.js";
import { RunLines } from "./run-lines.js";

export interface MemoryLogOptions {
  /** Of all runs together; default 100,000. */
  readonly maxTotalLines?: number;
  /** Of one run, of which the oldest go; default 10,000. */
  readonly maxLines?: number;
}

/**
 * Task logs in this process. When there are too many lines, the run that has not written for the longest time loses
 * all of its lines; a run that somebody follows, or that has just written, keeps them.
 */
export function createMemoryLog(options: MemoryLogOptions = {}): TaskLog {
  return new MemoryLog(options.maxTotalLines ?? 100_000, options.maxLines ?? DEFAULT_LIMITS.logLines);
}

class MemoryLog implements TaskLog {
  readonly #maxTotalLines: number;
  readonly #maxLines: number;
  /** The run that wrote last is the last. */
  readonly #runs = new Map<RunId, RunLines>();
  #totalLines = 0;

  constructor(maxTotalLines: number, maxLines: number) {
    this.#maxTotalLines = maxTotalLines;
    this.#maxLines = maxLines;
  }

  async append(run: RunId, entries: readonly TaskLogEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const lines = this.#runs.get(run) ?? new RunLines(this.#maxLines);
    this.#runs.delete(run);
    this.#runs.set(run, lines);
    this.#totalLines -= lines.size;
    lines.append(entries);
    this.#totalLines += lines.size;
    this.#makeRoom(run);
  }

  read(run: RunId, options: ReadLogOptions = {}): AsyncIterable<TaskLogLine> {
    return options.follow === true ? this.#follow(run, options) : this.#readKept(run, options);
  }

  async *#readKept(run: RunId, options: ReadLogOptions): AsyncGenerator<TaskLogLine> {
    yield* selectLines(this.#runs.get(run)?.after(options.after ?? 0) ?? [], options);
  }

  async *#follow(run: RunId, options: ReadLogOptions): AsyncGenerator<TaskLogLine> {
    const lines = this.#runs.get(run) ?? new RunLines(this.#maxLines);
    this.#runs.set(run, lines);
    lines.followers += 1;
    try {
      yield* followLines(lines, options);
    } finally {
      lines.followers -= 1;
      if (lines.followers === 0 && lines.size === 0) this.#runs.delete(run);
    }
  }

  #makeRoom(writer: RunId): void {
    for (const [run, lines] of this.#runs) {
      if (this.#totalLines <= this.#maxTotalLines) return;
      if (run === writer || lines.followers > 0) continue;
      this.#runs.delete(run);
      this.#totalLines -= lines.size;
    }
  }
}

async function* followLines(lines: RunLines, options: ReadLogOptions): AsyncGenerator<TaskLogLine> {
  let after = options.after ?? 0;
  while (options.signal?.aborted !== true) {
    const next = lines.after(after);
    // Begun in the same turn as the look: nothing can be appended in between.
    if (next.length === 0) await lines.appended.wait(options.signal);
    yield* selectLines(next, options);
    after = next.at(-1)?.seq ?? after;
  }
}
