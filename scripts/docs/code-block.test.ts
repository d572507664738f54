import { describe, expect, it } from "vitest";
import { readCodeBlocks } from "./code-block.js";

const page = [
  "# Page",
  "<!-- file: a.yaml -->",
  '<!-- run: {"n": 1} -->',
  "",
  "```yaml",
  "id: a",
  "",
  "```",
  "Some text.",
  "",
  "````md",
  "```sh",
  "not a block of the page",
  "```",
  "````",
  "<!-- not run: it never ends -->",
  "A text between.",
  "```sh",
  "ls",
  "```",
].join("\n");

describe("the blocks of a page", () => {
  it("have a line, a language and a text", () => {
    expect(readCodeBlocks(page).map(({ line, language, text }) => [line, language, text])).toStrictEqual([
      [5, "yaml", "id: a\n\n"],
      [11, "md", "```sh\nnot a block of the page\n```\n"],
      [18, "sh", "ls\n"],
    ]);
  });

  it("have the marks that stand directly before them", () => {
    expect(readCodeBlocks(page).map(({ marks }) => Object.fromEntries(marks))).toStrictEqual([
      { file: "a.yaml", run: '{"n": 1}' },
      {},
      {},
    ]);
  });

  it("must end", () => {
    expect(() => readCodeBlocks("```sh\nls\n")).toThrow("line 1");
  });
});
