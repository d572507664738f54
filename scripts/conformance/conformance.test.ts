import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPage, root } from "../docs/page.js";
import { findConformanceProblems, listTests } from "./find-problems.mjs";
import { readConformance } from "./read-conformance.mjs";

const report = {
  testResults: [
    {
      name: "/checkout/a.test.ts",
      assertionResults: [
        { ancestorTitles: ["a race"], title: "ends with `skipped` ones", status: "passed" },
        { ancestorTitles: ["a race"], title: "ends at 1 ms", status: "passed" },
        { ancestorTitles: ["a race"], title: "ends at 2 ms", status: "skipped" },
      ],
    },
  ],
};
const tests = listTests(report, "/checkout");

describe("a rule", () => {
  it("is held by tests that ran, named by their last titles or by all of them", () => {
    const page = [
      "# Page",
      "- A race ends.",
      "  - `` a.test.ts › ends with `skipped` ones ``",
      "- It ends soon. `a.test.ts › a race > ends at 1 ms`",
    ].join("\n");
    expect(findConformanceProblems(page, tests)).toStrictEqual([]);
  });

  it.each([
    ["- A rule.", "1: names no test"],
    ["- A rule. `b.test.ts › ends at 1 ms`", "1: b.test.ts › ends at 1 ms stands in a file without tests"],
    ["- A rule. `a.test.ts › at 1 ms`", "1: a.test.ts › at 1 ms is not there"],
    ["- A rule. `a.test.ts › ends at 2 ms`", "1: a.test.ts › ends at 2 ms is skipped"],
    ["- A rule. `a.test.ts › ends at … ms`", "1: a.test.ts › ends at … ms is skipped"],
    ["## Not covered yet\n- A rule. `a.test.ts › ends at 1 ms`", "2: is covered"],
  ])("is refused otherwise: %s", (page, problem) => {
    expect(findConformanceProblems(page, tests)).toStrictEqual([problem]);
  });
});

describe("docs/conformance.md", () => {
  const { covered } = readConformance(readPage("docs/conformance.md").text);

  it("names a test for each rule, in a file that exists", () => {
    const files = covered.map(({ text, tests: named }) => ({ text, files: named.map(({ file }) => file) }));
    expect(files.filter((rule) => rule.files.length === 0)).toStrictEqual([]);
    expect(files.flatMap((rule) => rule.files).filter((file) => !existsSync(join(root, file)))).toStrictEqual([]);
  });
});
