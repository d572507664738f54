import type { RunDocument } from "@taskloom/interfaces";
import { fitColumns } from "./columns.js";
import { createDocumentTree } from "../progress/document-tree.js";
import { renderTree, type Screen } from "../progress/render-tree.js";

/** Characters of a run's output that are shown; `--json` shows all. */
const MAX_OUTPUT = 1_000;

/** A run for people: its tree with every task, and what the tree cannot say. */
export function describeRun(document: RunDocument, look: Pick<Screen, "colors" | "now">): string {
  const { error, blocked, truncated = [], missing_before: missing, output } = document;
  const lines = [
    ...renderTree(createDocumentTree(document), { ...look, rows: Infinity, columns: Infinity }),
    ...truncated.map(({ path, total }) => `  ${path}: the first children of ${total}; --all lists all`),
    ...(missing === undefined ? [] : [`  before ${missing}: gone from the server, with tasks that had ended`]),
    ...(blocked === undefined ? [] : [`blocked: ${blocked}`]),
    ...(error === null ? [] : [`error: ${error.code} ${error.message}`]),
    ...(document.status === "completed" ? [fitColumns(`output: ${JSON.stringify(output)}`, MAX_OUTPUT)] : []),
  ];
  return lines.map((line) => `${line}\n`).join("");
}
