import type { ASTNode } from "@marcbachmann/cel-js";
import { isConstantName } from "./cel-names.js";
import { findConstantKey, findMacro, isAccess, listChildren, type AccessNode, type NodeOf } from "./compile/node.js";
import { Fault } from "./fault.js";
import { assertNoHyphen } from "./hyphen.js";
import { sortNames, type ReferencedNames } from "./references.js";

/** Operators that CEL writes as a chain: their left operand is no deeper than they are. */
const CHAINS: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%", "&&", "||", ".", ".?", "[]", "[?]"]);

interface Walk {
  readonly text: string;
  readonly maxDepth: number;
  readonly variables: Set<string>;
  readonly tasks: Set<string>;
  readonly secrets: Set<string>;
}

/**
 * The names in a syntax tree.
 * @throws a fault: EXPRESSION_DYNAMIC, EXPRESSION_HYPHEN, EXPRESSION_TOO_DEEP
 */
export function collectNames(root: ASTNode, text: string, maxDepth: number): ReferencedNames {
  const walk = { text, maxDepth, variables: new Set<string>(), tasks: new Set<string>(), secrets: new Set<string>() };
  visit(root, new Set(), walk, 1);
  return namesOf(walk);
}

/** The names in a plain path. @throws a fault: EXPRESSION_DYNAMIC */
export function collectPathNames(root: string, key: string | number | undefined): ReferencedNames {
  const walk = { variables: new Set([root]), tasks: new Set<string>(), secrets: new Set<string>() };
  const ids = findIds(root, walk);
  if (ids !== undefined) {
    if (typeof key !== "string") throw createDynamic(root, 0);
    ids.add(key);
  }
  return namesOf(walk);
}

function namesOf(walk: Pick<Walk, "variables" | "tasks" | "secrets">): ReferencedNames {
  return {
    variables: sortNames(walk.variables),
    tasks: sortNames(walk.tasks),
    secrets: sortNames(walk.secrets),
  };
}

function visit(node: ASTNode, locals: ReadonlySet<string>, walk: Walk, depth: number): void {
  if (depth > walk.maxDepth) throw createTooDeep(walk.maxDepth, node.start);
  if (node.op === "id") return visitName(node, locals, walk);
  if (node.op === "-") assertNoHyphen(node, walk.text, locals);
  if (isAccess(node) && visitTaskOrSecret(node, locals, walk)) return;
  const macro = findMacro(node);
  if (macro !== undefined) {
    visit(macro.source, locals, walk, depth + 1);
    const inner = new Set([...locals, macro.variable]);
    for (const body of macro.bodies) visit(body, inner, walk, depth + 1);
    return;
  }
  for (const [index, child] of listChildren(node).entries()) {
    visit(child, locals, walk, index === 0 && CHAINS.has(node.op) ? depth : depth + 1);
  }
}

function visitName(node: NodeOf<"id">, locals: ReadonlySet<string>, walk: Walk): void {
  if (locals.has(node.args) || isConstantName(node.args)) return;
  if (findIds(node.args, walk) !== undefined) throw createDynamic(node.args, node.start);
  walk.variables.add(node.args);
}

/** `tasks.a`: notes the id. What travels with a step is known at load because ids are constant. */
function visitTaskOrSecret(node: AccessNode, locals: ReadonlySet<string>, walk: Walk): boolean {
  const root = node.args[0];
  const key = findConstantKey(node);
  if (root.op !== "id" || key === undefined || locals.has(root.args)) return false;
  const ids = findIds(root.args, walk);
  if (ids === undefined) return false;
  walk.variables.add(root.args);
  ids.add(key);
  return true;
}

function findIds(root: string, walk: Pick<Walk, "tasks" | "secrets">): Set<string> | undefined {
  if (root === "tasks") return walk.tasks;
  return root === "secrets" ? walk.secrets : undefined;
}

function createDynamic(root: string, offset: number): Fault {
  const message = `${root} needs a constant key: ${root}.<name> or ${root}['<name>'].`;
  return new Fault("EXPRESSION_DYNAMIC", message, { variable: root }, offset);
}

function createTooDeep(limit: number, offset: number): Fault {
  return new Fault("EXPRESSION_TOO_DEEP", `The expression nests deeper than ${limit} levels.`, { limit }, offset);
}
