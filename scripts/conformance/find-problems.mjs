import { relative } from "node:path";
import { readConformance } from "./read-conformance.mjs";

/** @typedef {import("./read-conformance.mjs").TestName} TestName */
/** @typedef {{ file: string, titles: string[], status: string }} RanTest */
/** @typedef {{ name: string, assertionResults: { ancestorTitles: string[], title: string, status: string }[] }} FileReport */

/**
 * The tests of a report by vitest's JSON reporter.
 * @param {{ testResults: FileReport[] }} report
 * @param {string} root
 * @returns {RanTest[]}
 */
export function listTests({ testResults }, root) {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ ancestorTitles, title, status }) => ({
      file: relative(root, name),
      titles: [...ancestorTitles, title],
      status,
    })),
  );
}

/**
 * What is wrong with the page, given the tests that ran.
 * @param {string} markdown
 * @param {RanTest[]} tests
 * @returns {string[]}
 */
export function findConformanceProblems(markdown, tests) {
  const { covered, uncovered } = readConformance(markdown);
  return [
    ...covered.filter((rule) => rule.tests.length === 0).map(({ line }) => `${line}: names no test`),
    ...uncovered.filter((rule) => rule.tests.length > 0).map(({ line }) => `${line}: is covered`),
    ...covered.flatMap(({ line, tests: named }) =>
      named.flatMap((test) => {
        const problem = problemOf(test, tests);
        return problem === undefined ? [] : [`${line}: ${test.file} › ${test.title} ${problem}`];
      }),
    ),
  ];
}

/**
 * @param {TestName} test
 * @param {RanTest[]} tests
 * @returns {string | undefined}
 */
function problemOf({ file, title }, tests) {
  const inFile = tests.filter((test) => test.file === file);
  const found = inFile.filter(({ titles }) => fits(titles.join(" > "), title));
  if (found.length === 0) return inFile.length === 0 ? "stands in a file without tests" : "is not there";
  const others = found.filter(({ status }) => status !== "passed");
  return others.length === 0 ? undefined : `is ${others[0]?.status}`;
}

/**
 * Whether a name is the whole of the other, or its end from a title on; `…` stands for any text.
 * @param {string} full
 * @param {string} named
 */
function fits(full, named) {
  const parts = named.split("…").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`(^|.* > )${parts.join(".*")}$`, "s").test(full);
}
