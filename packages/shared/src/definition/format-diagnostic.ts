import type { Diagnostic } from "./diagnostic.js";

const LINES_AROUND = 1;
const MAX_LINE = 160;

/** `a.yaml:7:15 error TASK_UNKNOWN_NEXT message` (without a line its task), its hint, and the lines around its place when the text is given. */
export function formatDiagnostic(diagnostic: Diagnostic, text?: string): string {
  const { code, severity, message, hint, line, column } = diagnostic;
  const head = `${describePlace(diagnostic)} ${severity} ${code} ${message}`;
  const frame = text === undefined || line === null ? [] : frameCode(text.split(/\r?\n/), line, column ?? 1);
  return [head, ...frame, ...(hint === null ? [] : [`  hint: ${hint}`])].join("\n");
}

/** Definitions that came as values have no lines: there the task says where. */
function describePlace({ file, line, column, task }: Diagnostic): string {
  const position = line === null ? [] : [line, column].filter((part) => part !== null);
  const place = [file ?? "definition", ...position].join(":");
  return line === null && task !== null ? `${place} task '${task}'` : place;
}

function frameCode(lines: readonly string[], line: number, column: number): readonly string[] {
  const first = Math.max(1, line - LINES_AROUND);
  const last = Math.min(lines.length, line + LINES_AROUND);
  const width = String(last).length;
  const from = column > MAX_LINE / 2 ? column - MAX_LINE / 2 : 0;
  const show = (number: number): string => {
    const text = (lines[number - 1] ?? "").slice(from, from + MAX_LINE);
    return `${number === line ? ">" : " "} ${String(number).padStart(width)} | ${text}`.trimEnd();
  };
  const marker = `  ${" ".repeat(width)} | ${" ".repeat(Math.max(0, column - 1 - from))}^`;
  const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return numbers.flatMap((number) => (number === line ? [show(number), marker] : [show(number)]));
}
