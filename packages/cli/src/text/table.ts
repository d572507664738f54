import { measureColumns } from "./columns.js";
import { toOneLine } from "./one-line.js";

/** Rows in columns that are as wide as their widest cell. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map(toOneLine));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => measureColumns(row[column] ?? ""))),
  );
  const pad = (text: string, column: number): string => text + " ".repeat((widths[column] ?? 0) - measureColumns(text));
  return cells.map((row) => `${row.map(pad).join("  ").trimEnd()}\n`).join("");
}
