// Who may import whom, as rules for dependency-cruiser. Paths are regular expressions.
import { moduleRules } from "./import-rules/modules.mjs";
import { packageRules } from "./import-rules/packages.mjs";

/** @typedef {import("dependency-cruiser").IForbiddenRuleType} ImportRule */

/** @type {ImportRule[]} */
export const importRules = [
  ...packageRules,
  ...moduleRules,
  {
    name: "no-cycle",
    comment: "Files that import each other, type imports included, cannot be understood one by one.",
    severity: "error",
    from: {},
    to: { circular: true },
  },
  {
    name: "resolvable",
    comment: "An import that resolves to nothing hides from every other rule.",
    severity: "error",
    from: {},
    to: { couldNotResolve: true },
  },
];
