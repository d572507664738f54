/** @typedef {{ file: string, title: string }} TestName a title is the last one, or several joined by " > " */
/** @typedef {{ line: number, text: string, tests: TestName[] }} Rule */

/** The heading under which rules stand that no test holds. */
const UNCOVERED = "Not covered yet";

const SPAN = /(`{1,2}) ?(\S+\.test\.ts › .+?) ?\1(?!`)/g;

/**
 * The rules of the page: list items, with the tests that their own items name.
 * @param {string} markdown
 * @returns {{ covered: Rule[], uncovered: Rule[] }}
 */
export function readConformance(markdown) {
  /** @type {Rule[]} */
  const covered = [];
  /** @type {Rule[]} */
  const uncovered = [];
  let rules = covered;
  for (const [index, line] of markdown.split("\n").entries()) {
    if (line.startsWith("## ")) rules = line === `## ${UNCOVERED}` ? uncovered : covered;
    if (line.startsWith("- ")) rules.push({ line: index + 1, text: line.slice(2), tests: [] });
    rules.at(-1)?.tests.push(...readTests(line));
  }
  return { covered, uncovered };
}

/**
 * @param {string} line
 * @returns {TestName[]}
 */
function readTests(line) {
  return [...line.matchAll(SPAN)].map(([, , code = ""]) => {
    const [file = "", ...title] = code.split(" › ");
    return { file, title: title.join(" › ") };
  });
}
