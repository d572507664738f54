// Runs the tests; arguments go to vitest. The last line counts them.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { redisProblem } from "./redis/redis-problem.mjs";
import { skipNote } from "./temporal/skip-note.mjs";
import { countTests } from "./test/count-tests.mjs";

const problem = redisProblem();
if (problem === undefined) process.exitCode = runTests(process.argv.slice(2));
else {
  process.stdout.write(`${problem}\n0 passed, 0 failed\n`);
  process.exitCode = 1;
}

/**
 * @param {string[]} args for vitest
 * @returns {number} the exit code
 */
function runTests(args) {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), "taskloom-tests-"));
  const report = join(folder, "report.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const vitest = [join(root, "node_modules", "vitest", "vitest.mjs"), "run", ...reporters, ...args];
  const { status } = spawnSync(process.execPath, vitest, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  const { line, ok } = countTests(report);
  rmSync(folder, { recursive: true, force: true });
  const note = skipNote(process.env);
  process.stdout.write(note === undefined ? `${line}\n` : `${note}\n${line}\n`);
  return ok ? (status ?? 1) : 1;
}
