import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunDocument } from "@taskloom/interfaces";
import { beforeAll, describe, expect, it } from "vitest";
import { createFolder } from "../temporary-folder.fixture.js";
import { startTaskloom, taskloom, taskloomJson } from "../taskloom-process.fixture.js";
import { exampleFile, startApprover, withoutTimes } from "./example-run.fixture.js";
import { sampleTexts } from "./sample-texts.fixture.js";

const workflow = exampleFile("index-folder.yaml");
const approval = exampleFile("approve.yaml");

const cwd = createFolder();
beforeAll(async () => {
  await startApprover([approval], { cwd });
});

interface Indexed {
  readonly document: RunDocument;
  readonly json: string;
  readonly markdown: string;
}

async function index(files: Readonly<Record<string, string | Uint8Array>>): Promise<Indexed> {
  return indexFolder(createFolder(files), createFolder());
}

async function indexFolder(folder: string, reports: string): Promise<Indexed> {
  const input = [`folder=${folder}`, `reports=${reports}`];
  const document = (await taskloomJson(["run", workflow, "--input", ...input], { cwd })) as RunDocument;
  const [json, markdown] = ["index.json", "index.md"].map((name) => readFileSync(join(reports, name), "utf8"));
  return { document, json: json ?? "", markdown: markdown ?? "" };
}

describe("the example of `npm start`", () => {
  let first: Indexed;
  let second: Indexed;
  beforeAll(async () => {
    const [folder, reports] = [createFolder(sampleTexts), createFolder()];
    first = await indexFolder(folder, reports);
    second = await indexFolder(folder, reports);
  });

  it("uses all eight task types", () => {
    const completed = first.document.tasks.filter(({ status }) => status === "completed");
    expect(new Set(completed.map(({ type }) => type))).toEqual(
      new Set(["basic", "collection", "composite", "parallel", "router", "aggregate", "signal", "wait"]),
    );
  });

  it("a second process approves its report", async () => {
    const { runs } = (await taskloomJson(["list", "--workflow", "approve-report"], { cwd })) as { runs: unknown[] };
    expect(runs.slice(0, 2)).toMatchObject([{ status: "completed" }, { status: "completed" }]);
    expect(first.document.output).toMatchObject({ problems: [] });
  });

  it("one strategy wins the race for the keywords, and the other is cancelled", () => {
    const strategies = first.document.tasks.filter(({ parent }) => parent === "root/keywords");
    expect(strategies.map(({ status }) => status).toSorted()).toEqual(["canceled", "completed"]);
  });

  it("gives the keywords of the texts, and where the report is", () => {
    const { folder: _folder, reports: _reports, ...output } = first.document.output as Record<string, unknown>;
    expect(output).toEqual({
      report: expect.stringMatching(/index\.md$/) as unknown,
      json: expect.stringMatching(/index\.json$/) as unknown,
      problems: [],
      files: 3,
      keywords: expect.arrayContaining(["loom", "weft", "warp"]) as unknown,
    });
  });

  it("writes a report about the texts of the folder, and leaves out what is no text", () => {
    expect(JSON.parse(first.json)).toMatchObject({
      totals: { files: 3, left_out: 1 },
      keywords: expect.arrayContaining(["loom", "weft", "warp"]) as unknown,
      sections: [{ title: "Files", files: ["looms.md", "materials/dyes.txt", "weaving.md"] }],
      files: [
        {
          path: "looms.md",
          headings: [
            { level: 1, title: "Looms" },
            { level: 2, title: "Kinds of looms" },
          ],
          links: { inside: ["weaving.md"], outside: ["https://example.org/looms"] },
        },
        { path: "materials/dyes.txt", headings: [] },
        { path: "weaving.md", headings: [{ level: 1, title: "Weaving" }] },
      ],
    });
    expect(first.markdown).toContain("| looms.md | Looms |");
  });

  it("run twice it gives the same document, but for times and ids, and the same report", () => {
    expect(second.document.run_id).not.toBe(first.document.run_id);
    expect(withoutTimes(second.document)).toEqual(withoutTimes(first.document));
    expect(second.json).toBe(first.json);
    expect(second.markdown).toBe(first.markdown);
  });
});

describe("other folders", () => {
  it("over twelve files are arranged by their folders", async () => {
    const names = Array.from({ length: 13 }, (_, number) => (number < 7 ? `a/${number}.md` : `b/${number}.md`));
    const { json } = await index(Object.fromEntries(names.map((name) => [name, "loom warp weft ".repeat(10)])));
    expect(JSON.parse(json)).toMatchObject({ sections: [{ title: "a" }, { title: "b" }] });
  });

  it("a folder without texts ends with that, and nobody is asked for approval", async () => {
    const folder = createFolder({ "a.png": "x" });
    const document = (await taskloomJson(["run", workflow, "--input", `folder=${folder}`], { cwd })) as RunDocument;
    expect(document).toMatchObject({ status: "completed", output: { report: null, files: 0 } });
    expect(document.tasks.map(({ path }) => path)).not.toContain("root/ask");
  });
});

describe("the workflow that approves", () => {
  it("tells the run what is not right, and then nothing is written", async () => {
    const options = { cwd: createFolder() };
    const folder = createFolder(sampleTexts);
    const asking = ["run", workflow, "--run-id", "asking", "--input", `folder=${folder}`, "--json"];
    const unanswered = startTaskloom(asking, options);
    await unanswered.says("approval waiting");
    const report = {
      folder,
      totals: { files: 0, left_out: 0, lines: 1, words: 0, seconds: 0 },
      keywords: ["silk"],
      sections: [],
      files: [],
    };
    const input = JSON.stringify({ run_id: "asking", report });
    const { code } = await taskloom(["run", approval, "--input", input], options);
    const document = JSON.parse((await unanswered.ended).stdout) as RunDocument;

    expect(code).toBe(0);
    expect(document).toMatchObject({ status: "completed", output: { report: null } });
    expect(document.output).toHaveProperty("problems.length", 2);
    expect(document.tasks.find(({ path }) => path === "root/write")).toMatchObject({ status: "skipped" });
  });
});
