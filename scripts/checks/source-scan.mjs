import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/**
 * @typedef {{ file: string, line: number, message: string }} Finding
 * @typedef {(node: ts.Node) => string | undefined} Rule what is wrong with a node, if anything
 */

/**
 * Looks at every node of the shipped sources in some packages.
 * @param {string} root
 * @param {string[]} packages folders under `packages/`; those that do not exist are passed over
 * @param {Rule} rule
 * @returns {Finding[]}
 */
export function scanSources(root, packages, rule) {
  return packages
    .flatMap((name) => shippedFiles(root, `packages/${name}/src`))
    .flatMap((file) => scan(root, file, rule));
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {string[]}
 */
function shippedFiles(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !/\.(test|fixture|d)\.ts$/.test(file))
    .map((file) => `${folder}/${file}`);
}

/**
 * The names of the folders in a folder.
 * @param {string} root
 * @param {string} folder
 * @returns {string[]}
 */
export function foldersIn(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/**
 * @param {string} root
 * @param {string} file
 * @param {Rule} rule
 * @returns {Finding[]}
 */
function scan(root, file, rule) {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.Latest, true);
  /** @type {Finding[]} */
  const findings = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    const message = rule(node);
    if (message !== undefined) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      findings.push({ file, line: line + 1, message });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return findings;
}
