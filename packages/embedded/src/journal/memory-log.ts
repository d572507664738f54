import type { JsonObject, TaskLogEntry, TaskLogLine } from "@taskloom/interfaces";

/** Adds entries to a run's lines; the oldest go when there are too many. */
export function addLines(lines: TaskLogLine[], entries: readonly TaskLogEntry[], maxLines: number): void {
  const lastSeq = lines.at(-1)?.seq ?? 0;
  for (const [index, entry] of entries.entries()) lines.push(toLine(entry, lastSeq + index + 1));
  if (lines.length > maxLines) lines.splice(0, lines.length - maxLines);
}

/** What a handler logged stays as it was, whatever the handler does with the object afterwards. */
function toLine(entry: TaskLogEntry, seq: number): TaskLogLine {
  if (entry.data === undefined) return { ...entry, seq };
  return { ...entry, data: JSON.parse(JSON.stringify(entry.data)) as JsonObject, seq };
}
