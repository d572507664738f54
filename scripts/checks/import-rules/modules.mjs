import { installed, sourcesOf, testFiles } from "./paths.mjs";

/** @typedef {import("../import-rules.mjs").ImportRule} ImportRule */

const withoutNode = ["interfaces", "shared", "factory", "interpreter", "advance", "orchestrators/[^/]+"].map(sourcesOf);
const nodeEntriesOfShared = [`${sourcesOf("shared")}files[/.]`, `${sourcesOf("shared")}storage/redis[-.]`];
const workflowCode = `${sourcesOf("activity-adapter")}workflow/`;

/** @type {ImportRule[]} */
export const moduleRules = [
  confined("libsql", [sourcesOf("embedded")]),
  confined("ioredis", [
    `${sourcesOf("shared")}storage/redis-[^/]+\\.ts$`,
    `${sourcesOf("migration")}.*redis-`,
    sourcesOf("worker"),
    "^benchmarks/",
  ]),
  ...["tsyringe", "reflect-metadata"].map((name) =>
    confined(name, [
      `${sourcesOf("worker")}(container|token)(\\.test)?\\.ts$`,
      `${sourcesOf("factory")}tsyringe(\\.test)?\\.ts$`,
    ]),
  ),
  confined("@temporalio/workflow", [workflowCode, `${sourcesOf("migration")}legacy/`, "^benchmarks/", "^examples/"]),
  {
    name: "orchestrators-know-no-engine",
    severity: "error",
    from: { path: sourcesOf("orchestrators/[^/]+") },
    to: { path: installed("(@temporalio/[^/]+|ioredis)") },
  },
  {
    name: "nothing-but-our-own",
    comment: "interfaces imports nothing; the interpreter imports interfaces.",
    severity: "error",
    from: { path: ["interfaces", "interpreter"].map(sourcesOf), pathNot: testFiles },
    to: { pathNot: "^packages/" },
  },
  {
    name: "contracts-import-vitest-only",
    severity: "error",
    from: { path: sourcesOf("contracts") },
    to: { pathNot: ["^packages/", installed("vitest")] },
  },
  {
    name: "no-node-in-the-domain",
    severity: "error",
    from: { path: [...withoutNode, workflowCode], pathNot: [testFiles, ...nodeEntriesOfShared] },
    to: { dependencyTypes: ["core"] },
  },
  {
    name: "no-dev-dependency-in-shipped-code",
    severity: "error",
    from: { path: "^packages/", pathNot: [testFiles, sourcesOf("contracts")] },
    to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["npm-peer"] },
  },
];

/**
 * @param {string} name
 * @param {string[]} places
 * @returns {ImportRule}
 */
function confined(name, places) {
  return {
    name: `${name.replace(/\W+/g, "-").replace(/^-/, "")}-confined`,
    severity: "error",
    from: { pathNot: places },
    to: { path: installed(name) },
  };
}
