import type { ASTNode, ASTOperator } from "@marcbachmann/cel-js";

/** A node of the library's syntax tree with one of these operators. */
export type NodeOf<Operator extends ASTOperator> = Extract<ASTNode, { readonly op: Operator }>;

export type AccessNode = NodeOf<"." | ".?" | "[]" | "[?]">;

export function isAccess(node: ASTNode): node is AccessNode {
  return node.op === "." || node.op === ".?" || node.op === "[]" || node.op === "[?]";
}

/** The key of an access when it is known without evaluating: `.name` and `['name']`. */
export function findConstantKey(node: AccessNode): string | undefined {
  const key = node.args[1];
  if (typeof key === "string") return key;
  return key.op === "value" && typeof key.args === "string" ? key.args : undefined;
}

/** The first name of a path: `a` of `a.b[0].c`. */
export function findRoot(node: ASTNode): NodeOf<"id"> | undefined {
  if (node.op === "id") return node;
  return isAccess(node) ? findRoot(node.args[0]) : undefined;
}

export type MacroName = "all" | "exists" | "exists_one" | "map" | "filter" | "bind";

/** A macro: `source` is evaluated outside, `bodies` see its variable. */
export interface Macro {
  readonly name: MacroName;
  readonly variable: string;
  readonly source: ASTNode;
  readonly bodies: readonly ASTNode[];
}

const ARGUMENTS_OF_MACROS: ReadonlyMap<string, readonly number[]> = new Map([
  ["all", [2]],
  ["exists", [2]],
  ["exists_one", [2]],
  ["filter", [2]],
  ["map", [2, 3]],
]);

/** The node as a macro, or `undefined` when it is none. */
export function findMacro(node: ASTNode): Macro | undefined {
  if (node.op !== "rcall") return undefined;
  const [name, receiver, parameters] = node.args;
  const [variable, ...rest] = parameters;
  if (variable?.op !== "id") return undefined;
  if (isMacroOverItems(name, parameters.length)) {
    return { name, variable: variable.args, source: receiver, bodies: rest };
  }
  return isBind(node) ? findBind(variable.args, rest) : undefined;
}

function isMacroOverItems(name: string, count: number): name is Exclude<MacroName, "bind"> {
  return ARGUMENTS_OF_MACROS.get(name)?.includes(count) ?? false;
}

/** `cel.bind(name, value, body)` */
function isBind(node: NodeOf<"rcall">): boolean {
  const [name, receiver, parameters] = node.args;
  return name === "bind" && receiver.op === "id" && receiver.args === "cel" && parameters.length === 3;
}

function findBind(variable: string, [source, body]: readonly ASTNode[]): Macro | undefined {
  return source && body && { name: "bind", variable, source, bodies: [body] };
}

/** The nodes under a node that are no macro, in order. */
export function listChildren(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case "value":
    case "id":
      return [];
    case "call":
      return node.args[1];
    case "rcall":
      return [node.args[1], ...node.args[2]];
    case "map":
      return node.args.flat();
    case "!_":
    case "-_":
      return [node.args];
    default:
      return [...node.args].filter((child) => typeof child === "object");
  }
}
