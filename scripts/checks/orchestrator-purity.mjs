// Orchestrators get time, ids and settings through their context, so that a run can be repeated.
import ts from "typescript";
import { foldersIn, scanSources } from "./source-scan.mjs";

const forbiddenMembers = new Set(["Date.now", "Math.random", "performance.now"]);
const forbiddenNames = new Set(["process", "randomUUID"]);

/**
 * Places where an orchestrator takes time, chance or the process from its surroundings.
 * @param {string} root
 * @returns {import("./source-scan.mjs").Finding[]}
 */
export function findImpurities(root) {
  const packages = foldersIn(root, "packages/orchestrators").map((name) => `orchestrators/${name}`);
  return scanSources(root, packages, problemOf);
}

/** @param {ts.Node} node */
function problemOf(node) {
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    const member = memberOf(node);
    if (forbiddenMembers.has(member)) return `uses ${member}`;
  }
  if (ts.isNewExpression(node) && node.expression.getText() === "Date" && (node.arguments?.length ?? 0) === 0) {
    return "reads the clock with new Date()";
  }
  if (ts.isIdentifier(node) && forbiddenNames.has(node.text) && !isNameOfOurs(node)) return `uses ${node.text}`;
  return undefined;
}

/** @param {ts.PropertyAccessExpression | ts.ElementAccessExpression} access */
function memberOf(access) {
  const key = ts.isPropertyAccessExpression(access) ? access.name : access.argumentExpression;
  const object = access.expression.getText().replace(/^globalThis\./, "");
  return `${object}.${ts.isStringLiteralLike(key) ? key.text : key.getText()}`;
}

/**
 * A property or a method may be called `process`.
 * @param {ts.Identifier} node
 */
function isNameOfOurs(node) {
  if (node.text !== "process") return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent))
    return parent.name === node && parent.expression.getText() !== "globalThis";
  return ts.isMethodDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent);
}
