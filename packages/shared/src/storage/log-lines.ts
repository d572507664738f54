import type { ReadLogOptions, TaskLogEntry, TaskLogLine } from "@taskloom/interfaces";

/** The lines that the reader asked for, until it stops. */
export function* selectLines(lines: readonly TaskLogLine[], options: ReadLogOptions): Generator<TaskLogLine> {
  for (const line of lines) {
    if (options.signal?.aborted === true) return;
    if (isAskedFor(line, options)) yield line;
  }
}

/** Whether a reader who asked for `options.path` gets the line: of that execution, or of one inside it. */
function isAskedFor({ path }: TaskLogEntry, options: ReadLogOptions): boolean {
  const asked = options.path;
  if (asked === undefined || path === asked) return true;
  if (!path.startsWith(asked)) return false;
  const next = path[asked.length];
  return next === "/" || next === "[";
}
