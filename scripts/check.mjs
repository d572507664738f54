// Runs every check, or those named as arguments, to the end and says which failed.
import { fileURLToPath } from "node:url";
import { checks } from "./checks/all.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !checks.some((check) => check.name === name));
if (unknown.length > 0) throw new Error(`No check is called ${unknown.join(", ")}.`);

let failures = 0;
for (const { name, about, run } of checks) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const startedAt = performance.now();
  process.stdout.write(`${name.padEnd(12)} ${about} … `);
  const problems = await run(root);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`${problems === "" ? "ok" : "FAILED"} (${seconds} s)\n${problems}`);
  if (problems !== "") failures += 1;
}
process.stdout.write(failures === 0 ? "All checks passed.\n" : `${failures} of the checks failed.\n`);
process.exitCode = failures === 0 ? 0 : 1;
