import type { JsonObject, TaskLogEntry, TaskLogLine } from "@taskloom/interfaces";
import { Waker } from "./waker.js";

/** Lines over the limit that may wait to be removed together: removing one moves all the others. */
const SLACK_LINES = 1000;

/** The kept lines of one run. */
export class RunLines {
  /** Woken by each append. */
  readonly appended: Waker = new Waker();
  followers = 0;
  readonly #lines: TaskLogLine[] = [];
  readonly #maxLines: number;
  #lastSeq = 0;

  constructor(maxLines: number) {
    this.#maxLines = maxLines;
  }

  get size(): number {
    return Math.min(this.#lines.length, this.#maxLines);
  }

  append(entries: readonly TaskLogEntry[]): void {
    for (const entry of entries) this.#lines.push(toLine(entry, ++this.#lastSeq));
    if (this.#lines.length > this.#maxLines + SLACK_LINES) this.#lines.splice(0, this.#lines.length - this.#maxLines);
    this.appended.wake();
  }

  /** Those after the given number, as they are now. */
  after(seq: number): readonly TaskLogLine[] {
    const count = Math.min(this.#lastSeq - seq, this.size);
    return count <= 0 ? [] : this.#lines.slice(-count);
  }
}

/** What a handler logged stays as it was, whatever the handler does with the object afterwards. */
function toLine(entry: TaskLogEntry, seq: number): TaskLogLine {
  if (entry.data === undefined) return { ...entry, seq };
  return { ...entry, data: JSON.parse(JSON.stringify(entry.data)) as JsonObject, seq };
}
