import type { TaskStatus } from "@taskloom/interfaces";

/** Children in one chunk of marks: setting a mark copies one chunk. */
const CHUNK = 500;

const MARKS: Readonly<Record<TaskStatus, string>> = {
  pending: ".",
  running: "r",
  waiting: "r",
  paused: "r",
  completed: "c",
  failed: "f",
  timed_out: "t",
  canceled: "x",
  skipped: "s",
};

/** One character for each child of a container, all pending. */
export function createMarks(total: number): string[] {
  const marks: string[] = [];
  for (let left = total; left > 0; left -= CHUNK) marks.push(".".repeat(Math.min(left, CHUNK)));
  return marks;
}

export function setMark(marks: string[], index: number, status: TaskStatus): void {
  const chunk = Math.floor(index / CHUNK);
  const text = marks[chunk] ?? "";
  const offset = index % CHUNK;
  marks[chunk] = text.slice(0, offset) + MARKS[status] + text.slice(offset + 1);
}

/** Those that are still pending are skipped. */
export function skipMarks(marks: readonly string[]): string[] {
  return marks.map((chunk) => chunk.replaceAll(MARKS.pending, MARKS.skipped));
}

/** Positions of the children that are open. */
export function listRunning(marks: readonly string[]): number[] {
  const positions: number[] = [];
  for (const [chunk, text] of marks.entries()) {
    for (let at = text.indexOf(MARKS.running); at >= 0; at = text.indexOf(MARKS.running, at + 1)) {
      positions.push(chunk * CHUNK + at);
    }
  }
  return positions;
}
