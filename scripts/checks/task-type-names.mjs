// Orchestration code knows directives, never task types: a ninth type must change nothing in it.
import ts from "typescript";
import { foldersIn, scanSources } from "./source-scan.mjs";

const orchestration = [
  "interpreter",
  "advance",
  "runs",
  "embedded",
  "activity-adapter",
  "migration",
  "factory",
  "shared",
];

/** Task types whose name is a word of the engine too (a wait directive, a signal): they count only beside a `type`. */
const everydayWords = new Set(["wait", "signal"]);

const equality = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
]);

/**
 * Places where orchestration code asks for a task type by its name.
 * @param {string} root
 * @returns {import("./source-scan.mjs").Finding[]}
 */
export function findTaskTypeNames(root) {
  const names = new Set(foldersIn(root, "packages/orchestrators"));
  return scanSources(root, orchestration, (node) => problemOf(node, names));
}

/**
 * @param {ts.Node} node
 * @param {Set<string>} names
 */
function problemOf(node, names) {
  if (ts.isBinaryExpression(node) && equality.has(node.operatorToken.kind)) {
    const found = comparedName(node.left, node.right, names) ?? comparedName(node.right, node.left, names);
    if (found !== undefined) return `compares with the task type "${found}"`;
  }
  if (ts.isSwitchStatement(node) && isType(node.expression)) return "switches on a type";
  if (ts.isCaseClause(node)) {
    const found = comparedName(node.expression, node.parent.parent.expression, names);
    if (found !== undefined) return `has a case for the task type "${found}"`;
  }
  if (ts.isArrayLiteralExpression(node) && node.elements.some((element) => isUnmistakable(element, names))) {
    return "lists task types";
  }
  if (ts.isObjectLiteralExpression(node) && countKeys(node, names) > 1) return "is a table by task type";
  return undefined;
}

/**
 * @param {ts.Expression} literal
 * @param {ts.Expression} other
 * @param {Set<string>} names
 */
function comparedName(literal, other, names) {
  if (!ts.isStringLiteralLike(literal) || !names.has(literal.text)) return undefined;
  return everydayWords.has(literal.text) && !isType(other) ? undefined : literal.text;
}

/** @param {ts.Expression} expression */
function isType(expression) {
  return /type(\(\))?$/i.test(expression.getText());
}

/**
 * @param {ts.Expression} expression
 * @param {Set<string>} names
 */
function isUnmistakable(expression, names) {
  return ts.isStringLiteralLike(expression) && names.has(expression.text) && !everydayWords.has(expression.text);
}

/**
 * @param {ts.ObjectLiteralExpression} table
 * @param {Set<string>} names
 */
function countKeys(table, names) {
  const keys = table.properties.map(({ name }) =>
    name !== undefined && !ts.isComputedPropertyName(name) ? name.text : "",
  );
  return keys.filter((key) => names.has(key) && !everydayWords.has(key)).length;
}
