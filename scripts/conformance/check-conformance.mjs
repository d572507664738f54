// Compares docs/conformance.md with a report of vitest's JSON reporter: each test that it names must be there and have
// passed. Without a report it runs the files that the page names.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findConformanceProblems, listTests } from "./find-problems.mjs";
import { readConformance } from "./read-conformance.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const markdown = readFileSync(join(root, "docs", "conformance.md"), "utf8");

const [given] = process.argv.slice(2);
const report = given === undefined ? runNamedFiles() : JSON.parse(readFileSync(given, "utf8"));
const problems = findConformanceProblems(markdown, listTests(report, root));
const { covered, uncovered } = readConformance(markdown);
process.stdout.write(problems.map((problem) => `docs/conformance.md:${problem}\n`).join(""));
process.stdout.write(`${covered.length} rules held by tests, ${uncovered.length} not covered yet\n`);
process.exitCode = problems.length === 0 ? 0 : 1;

function runNamedFiles() {
  const folder = mkdtempSync(join(tmpdir(), "taskloom-conformance-"));
  const file = join(folder, "report.json");
  const named = readConformance(markdown).covered.flatMap(({ tests }) => tests.map((test) => test.file));
  const vitest = [join(root, "node_modules", "vitest", "vitest.mjs"), "run", "--reporter=json", `--outputFile=${file}`];
  spawnSync(process.execPath, [...vitest, ...new Set(named)], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  const text = readFileSync(file, "utf8");
  rmSync(folder, { recursive: true });
  return JSON.parse(text);
}
