import type { ASTNode } from "@marcbachmann/cel-js";
import { BUILT_IN_VARIABLES } from "./cel-names.js";
import { findRoot, type NodeOf } from "./compile/node.js";
import { Fault } from "./fault.js";

/** `tasks.my-task` where CEL has stumbled over what follows the hyphen: a keyword, for instance. */
const TASK_WITH_HYPHEN = /(?<![\w.])(tasks|secrets)\.([A-Za-z_]\w*(?:-\w+)+)/g;

/**
 * `tasks.my-task` means a minus to CEL, never to an author: neither a task nor a secret is a number. Elsewhere
 * `input.my-key` is taken for a key when no variable can be meant by what follows the minus.
 * @throws a fault: EXPRESSION_HYPHEN with a hint
 */
export function assertNoHyphen(node: NodeOf<"-">, text: string, locals: ReadonlySet<string>): void {
  const [whole, right] = node.args;
  const left = findLastOperand(whole);
  const touching = text[left.end] === "-" && right.start === left.end + 1;
  if (!touching || left.op !== ".") return;
  const [container, key] = left.args;
  const isTask = container.op === "id" && !locals.has(container.args) && isTaskRoot(container.args);
  if (!isTask && !(findRoot(left) !== undefined && isUnknownName(right, locals))) return;
  const name = /^[\w-]*/.exec(text.slice(left.end - key.length))?.[0] ?? key;
  throw createFault(text.slice(container.start, container.end), name, left.start);
}

/** What stands right before the minus: `b` of `a + b - c`, which CEL reads as `(a + b) - c`. */
function findLastOperand(node: ASTNode): ASTNode {
  switch (node.op) {
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return findLastOperand(node.args[1]);
    case "!_":
    case "-_":
      return findLastOperand(node.args);
    default:
      return node;
  }
}

/** @throws a fault: EXPRESSION_HYPHEN, when a task's name with hyphens stands where the syntax went wrong */
export function assertNoHyphenAt(text: string, offset: number): void {
  for (const match of text.matchAll(TASK_WITH_HYPHEN)) {
    const [all, root = "", name = ""] = match;
    if (offset >= match.index && offset <= match.index + all.length) throw createFault(root, name, match.index);
  }
}

function isTaskRoot(name: string): boolean {
  return name === "tasks" || name === "secrets";
}

function isUnknownName(node: ASTNode, locals: ReadonlySet<string>): boolean {
  const name = findRoot(node)?.args;
  return name !== undefined && !locals.has(name) && !BUILT_IN_VARIABLES.has(name);
}

function createFault(container: string, name: string, offset: number): Fault {
  const hint = `${container}['${name}']`;
  const message = `A hyphen means minus: write ${hint}, or put spaces around it to subtract.`;
  return new Fault("EXPRESSION_HYPHEN", message, { hint }, offset);
}
