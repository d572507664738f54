import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findStyleProblems } from "./house-style.mjs";
import { findForbiddenLicences } from "./licences.mjs";
import { findLockProblems } from "./lock-file.mjs";
import { findImpurities } from "./orchestrator-purity.mjs";
import { publishedFolders } from "./published-folders.mjs";
import { findTaskTypeNames } from "./task-type-names.mjs";
import { tool } from "./tool.mjs";
import { bundleSources, findBundleProblems } from "./workflow-bundle.mjs";

/** @typedef {{ name: string, about: string, run: (root: string) => string | Promise<string> }} Check `run` gives the problems, or "" */

const cruised = ["packages", "examples", "benchmarks", "scripts"];

/** @type {Check[]} */
export const checks = [
  { name: "types", about: "sources, tests and scripts compile", run: tool("typescript/bin/tsc", "-b") },
  { name: "lint", about: "lint rules, with types", run: tool("oxlint/bin/oxlint", "--quiet", "--format", "unix") },
  { name: "format", about: "layout of every file", run: tool("oxfmt/bin/oxfmt", "--check", ".") },
  {
    name: "imports",
    about: "who may import whom, no cycles",
    run: tool("dependency-cruiser/bin/dependency-cruise.mjs", ...cruised, "--config", ".dependency-cruiser.mjs"),
  },
  { name: "unused", about: "files, exports and dependencies", run: tool("knip/bin/knip.js", "--no-progress") },
  { name: "licences", about: "of run-time dependencies", run: (root) => asLines(forbiddenLicences(root)) },
  {
    name: "lock",
    about: "lock file complete, without addresses",
    run: (root) => asLines(findLockProblems(locked(root))),
  },
  { name: "task-types", about: "no task type's name in orchestration code", run: ours(findTaskTypeNames) },
  { name: "purity", about: "no clock, chance or process in orchestrators", run: ours(findImpurities) },
  {
    name: "bundle",
    about: "what Temporal replays is small, and pure",
    run: async (root) => asLines(findBundleProblems(await bundleSources(root))),
  },
  { name: "style", about: "shape of the sources", run: ours(findStyleProblems) },
];

/**
 * @param {(root: string) => import("./source-scan.mjs").Finding[]} find
 * @returns {(root: string) => string}
 */
function ours(find) {
  return (root) => asLines(find(root).map(({ file, line, message }) => `${file}:${line} ${message}`));
}

/** @param {string[]} problems */
function asLines(problems) {
  return problems.map((problem) => `  ${problem}\n`).join("");
}

/** @param {string} root */
function forbiddenLicences(root) {
  return findForbiddenLicences(locked(root), publishedFolders(root));
}

/**
 * @param {string} root
 * @returns {import("./lock-file.mjs").LockedPackages}
 */
function locked(root) {
  return JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
}
