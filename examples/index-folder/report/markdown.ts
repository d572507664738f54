import type { IndexedFile, Report } from "./report.js";

/** The report for people to read. */
export function renderMarkdown({ folder, totals, keywords, sections, files }: Report): string {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const summary = `${totals.files} files, ${totals.words} words, ${toMinutes(totals.seconds)} to read`;
  const lines = [
    `# Index of ${folder}`,
    "",
    totals.left_out === 0 ? `${summary}.` : `${summary}; ${totals.left_out} files are left out.`,
    "",
    `Keywords: ${keywords.join(", ")}.`,
    ...sections.flatMap((section) => {
      const listed = section.files.map((path) => byPath.get(path)).filter((file) => file !== undefined);
      return ["", `## ${section.title}`, "", ...renderTable(listed)];
    }),
  ];
  return `${lines.join("\n")}\n`;
}

function renderTable(files: readonly IndexedFile[]): readonly string[] {
  const rows = files.map((file) => {
    const links = file.links.inside.length + file.links.outside.length;
    const cells = [file.path, titleOf(file), file.words, toMinutes(file.seconds), file.headings.length, links];
    return `| ${cells.map(renderCell).join(" | ")} |`;
  });
  return ["| File | Title | Words | To read | Headings | Links |", "|---|---|--:|--:|--:|--:|", ...rows];
}

/** On one line, whatever a file is named. */
function renderCell(content: string | number): string {
  return String(content)
    .replaceAll(/\p{Cc}/gu, " ")
    .replaceAll("|", "\\|");
}

function titleOf({ headings }: IndexedFile): string {
  return headings[0]?.title ?? "";
}

function toMinutes(seconds: number): string {
  return `${Math.ceil(seconds / 60)} min`;
}
