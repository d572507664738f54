import { sourcesOf, testFiles } from "./paths.mjs";

/** @typedef {import("../import-rules.mjs").ImportRule} ImportRule */

const domain = ["interfaces", "shared", "factory", "interpreter", "advance", "orchestrators/[^/]+"];
const engines = [...domain, "runs", "embedded", "activity-adapter", "migration"];

/**
 * What the shipped code of each package may import of the others.
 * @type {Record<string, string[]>}
 */
const shipped = {
  interfaces: [],
  shared: ["interfaces"],
  factory: ["interfaces", "shared"],
  "orchestrators/[^/]+": ["interfaces", "shared"],
  interpreter: ["interfaces"],
  advance: ["factory", "interfaces", "interpreter", "shared"],
  runs: ["advance", "interfaces", "interpreter", "shared"],
  embedded: ["advance", "interfaces", "interpreter", "runs", "shared"],
  "activity-adapter": ["advance", "interfaces", "interpreter", "runs", "shared"],
  migration: ["advance", "interfaces", "shared"],
  contracts: ["interfaces"],
  worker: engines,
  testing: ["interfaces", "shared", "worker"],
  cli: ["interfaces", "shared", "worker"],
};

/**
 * What only their tests may import besides; the contract suites are for every test.
 * @type {Record<string, string[]>}
 */
const tested = {
  advance: ["orchestrators/[^/]+"],
  runs: ["factory", "orchestrators/[^/]+"],
  embedded: ["factory", "orchestrators/[^/]+"],
  "activity-adapter": ["factory", "orchestrators/[^/]+"],
  migration: ["factory", "orchestrators/[^/]+"],
};

const names = Object.keys(shipped);

/** @type {ImportRule[]} */
export const packageRules = [
  ...names.map((name) => onlyFrom(name, shipped[name] ?? [], "shipped")),
  ...names.map((name) => onlyFrom(name, [...(shipped[name] ?? []), ...(tested[name] ?? []), "contracts"], "tests")),
  {
    name: "known-package",
    comment: "A new package says in scripts/checks/import-rules/packages.mjs what it may import.",
    severity: "error",
    from: { path: "^packages/", pathNot: names.map((name) => `^packages/${name}/`) },
    to: { path: "^packages/" },
  },
  {
    name: "workflow-code-is-pure",
    comment: "Code that Temporal replays sees the interpreter and nothing else of ours.",
    severity: "error",
    from: { path: sourcesOf("activity-adapter") + "workflow/", pathNot: testFiles },
    to: {
      path: "^packages/",
      pathNot: [...["interfaces", "interpreter"].map(sourcesOf), sourcesOf("activity-adapter") + "workflow/"],
    },
  },
  {
    name: "interpreter-only-in-workflow-code",
    comment: "The adapter's activities go through advance.",
    severity: "error",
    from: { path: sourcesOf("activity-adapter"), pathNot: [testFiles, sourcesOf("activity-adapter") + "workflow/"] },
    to: { path: sourcesOf("interpreter") },
  },
  {
    name: "tests-stay-out-of-shipped-code",
    severity: "error",
    from: { path: "^packages/", pathNot: testFiles },
    to: { path: testFiles },
  },
  {
    name: "packages-by-name",
    comment: "Another package is imported by its name, so that its list of exports holds.",
    severity: "error",
    from: { path: "^packages/((?:orchestrators/)?[^/]+)/" },
    to: { path: "^packages/", pathNot: "^packages/$1/", dependencyTypes: ["local"] },
  },
];

/**
 * @param {string} name
 * @param {string[]} allowed
 * @param {"shipped" | "tests"} kind
 * @returns {ImportRule}
 */
function onlyFrom(name, allowed, kind) {
  const own = name.replace("[^/]+", "$1");
  const from = `^packages/${name.replace("[^/]+", "([^/]+)")}/src/`;
  return {
    name: `${name.replace("/[^/]+", "")}-imports-${kind}`,
    severity: "error",
    from: kind === "shipped" ? { path: from, pathNot: testFiles } : { path: `${from}.*${testFiles}` },
    to: { path: "^packages/", pathNot: ["/node_modules/", sourcesOf(own), scriptsOf(own), ...allowed.map(sourcesOf)] },
  };
}

/**
 * The scripts of a package's build, which its tests may use.
 * @param {string} name
 */
function scriptsOf(name) {
  return `^packages/${name}/[^/]+\\.mjs$`;
}
