import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createFolder } from "../../temporary-folder.fixture.js";
import { callHandler } from "../call-handler.fixture.js";
import { checkReport } from "./check-report.js";
import type { Report } from "./report.js";
import { makeOneSection, makeSectionsByFolder } from "./sections.js";
import { writeJson, writeMarkdown } from "./write-report.js";

const text = "# Looms | and more\n\nA loom weaves.\n";

function createReport(folder: string): Report {
  const file = {
    path: "looms/a.md",
    sha256: createHash("sha256").update(text).digest("hex"),
    lines: 3,
    words: 6,
    seconds: 2,
    headings: [{ level: 1, title: "Looms | and more" }],
    links: { inside: ["b.md"], outside: [] },
  };
  return {
    folder,
    totals: { files: 1, left_out: 2, lines: 3, words: 6, seconds: 2 },
    keywords: ["loom", "weaves"],
    sections: [{ title: "Files", files: ["looms/a.md"] }],
    files: [file],
  };
}

describe("report.check", () => {
  it("finds nothing wrong with a report that is right", async () => {
    const folder = createFolder({ "looms/a.md": text });
    expect(await callHandler(checkReport, { report: createReport(folder) })).toEqual({ checked: 1, problems: [] });
  });

  it.for<[string, (report: Report) => Report, number]>([
    ["a total", (report) => ({ ...report, totals: { ...report.totals, words: 7 } }), 1],
    ["two totals", (report) => ({ ...report, totals: { ...report.totals, lines: 7, seconds: 7 } }), 2],
    ["a file in no section", (report) => ({ ...report, sections: [] }), 1],
    ["a file in two sections", (report) => ({ ...report, sections: [...report.sections, ...report.sections] }), 1],
    ["a keyword", (report) => ({ ...report, keywords: ["loom", "silk"] }), 1],
    ["a file's words", (report) => ({ ...report, files: report.files.map((file) => ({ ...file, words: 5 })) }), 2],
  ])("%s that is wrong is a problem", async ([, change, count]) => {
    const folder = createFolder({ "looms/a.md": text });
    const checked = await callHandler(checkReport, { report: change(createReport(folder)) });
    expect(checked).toHaveProperty("problems.length", count);
  });

  it("a file that has changed since is a problem", async () => {
    const folder = createFolder({ "looms/a.md": `${text} ` });
    const report = { ...createReport(folder), keywords: [] };
    expect(await callHandler(checkReport, { report })).toHaveProperty("problems.length", 1);
  });
});

describe("report.write-*", () => {
  it("write the report as JSON and as Markdown, and say where", async () => {
    const folder = join(createFolder(), "deep", "reports");
    const report = createReport("docs");
    expect(await callHandler(writeJson, { folder, report })).toEqual({ path: join(folder, "index.json") });
    expect(await callHandler(writeMarkdown, { folder, report })).toEqual({ path: join(folder, "index.md") });
    expect(JSON.parse(readFileSync(join(folder, "index.json"), "utf8"))).toEqual(report);
    expect(readFileSync(join(folder, "index.md"), "utf8").split("\n")).toEqual([
      "# Index of docs",
      "",
      "1 files, 6 words, 1 min to read; 2 files are left out.",
      "",
      "Keywords: loom, weaves.",
      "",
      "## Files",
      "",
      "| File | Title | Words | To read | Headings | Links |",
      "|---|---|--:|--:|--:|--:|",
      "| looms/a.md | Looms \\| and more | 6 | 1 min | 1 | 1 |",
      "",
    ]);
  });

  it("a file's name cannot break the table", async () => {
    const folder = createFolder();
    const report = createReport("docs");
    const files = report.files.map((file) => ({ ...file, path: "new\nline|\u001b[31m.md" }));
    const sections = [{ title: "Files", files: files.map(({ path }) => path) }];
    await callHandler(writeMarkdown, { folder, report: { ...report, files, sections } });
    const markdown = readFileSync(join(folder, "index.md"), "utf8");
    expect(markdown).toContain("| new line\\| [31m.md | Looms \\| and more | 6 |");
  });

  it("written again it is the same, and nothing else is left in the folder", async () => {
    const folder = createFolder();
    for (const _time of [1, 2]) await callHandler(writeJson, { folder, report: createReport("docs") });
    expect(readdirSync(folder)).toEqual(["index.json"]);
  });
});

describe("sections", () => {
  const files = ["a.md", "x/b.md", "x/c.md", "x/y/d.md"];

  it("sections.one puts all files under one title", async () => {
    expect(await callHandler(makeOneSection, { files })).toEqual({ sections: [{ title: "Files", files }] });
  });

  it("sections.by-folder makes a section for each folder", async () => {
    expect(await callHandler(makeSectionsByFolder, { files })).toEqual({
      sections: [
        { title: "At the top", files: ["a.md"] },
        { title: "x", files: ["x/b.md", "x/c.md"] },
        { title: "x/y", files: ["x/y/d.md"] },
      ],
    });
  });
});
