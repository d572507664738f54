// What the linter cannot say about the shape of our sources.
import { basename } from "node:path";
import ts from "typescript";
import { foldersIn, scanSources } from "./source-scan.mjs";

const vagueNames = /^(utils?|helpers?|types?|common|misc|constants|.*-manager)\.ts$/;
/** A name that the project's specification fixes. */
const fixedNames = new Set(["child-manager.ts"]);

/**
 * @param {string} root
 * @returns {import("./source-scan.mjs").Finding[]}
 */
export function findStyleProblems(root) {
  const packages = [
    ...foldersIn(root, "packages").filter((name) => name !== "orchestrators"),
    ...foldersIn(root, "packages/orchestrators").map((name) => `orchestrators/${name}`),
  ];
  return scanSources(root, packages, problemOf);
}

/** @param {ts.Node} node */
function problemOf(node) {
  if (ts.isSourceFile(node)) return problemOfFile(node.fileName);
  if (ts.isExportDeclaration(node) && node.exportClause === undefined) return "exports everything of another module";
  if (isThroughUnknown(node)) return "forces a type through unknown";
  return undefined;
}

/** @param {string} file */
function problemOfFile(file) {
  const name = basename(file);
  if (vagueNames.test(name) && !fixedNames.has(name)) return "is not named after the thing in it";
  if (name === "index.ts" && !file.endsWith("/src/index.ts")) return "is an index file inside a package";
  return undefined;
}

/** @param {ts.Node} node */
function isThroughUnknown(node) {
  return (
    ts.isAsExpression(node) &&
    ts.isAsExpression(node.expression) &&
    node.expression.type.kind === ts.SyntaxKind.UnknownKeyword
  );
}
