import { Optional, type ASTNode } from "@marcbachmann/cel-js";
import { describeType, findMember, isOptional } from "../cel-value.js";
import { findProgram, runProgram } from "../cel-environment.js";
import { isConstantName } from "../cel-names.js";
import { Fault } from "../fault.js";
import type { Evaluate } from "../frame.js";
import type { CompileContext } from "./context.js";
import { findConstantKey, isAccess, type AccessNode, type NodeOf } from "./node.js";

/** A macro's variable, a constant of CEL or a variable of the scope, in this order. */
export function compileName(node: NodeOf<"id">, context: CompileContext): Evaluate {
  const slot = context.locals.get(node.args);
  if (slot !== undefined) return (frame) => frame.locals[slot];
  return isConstantName(node.args) ? compileConstant(node.args) : compileVariable(node.args, node.start);
}

function compileConstant(name: string): Evaluate {
  const value = runProgram(findProgram(name), {});
  return () => value;
}

/** A variable of the scope. */
export function compileVariable(name: string, offset: number): Evaluate {
  return (frame) => {
    const value = Object.hasOwn(frame.variables, name) ? frame.variables[name] : undefined;
    if (value === undefined) throw new Fault("EXPRESSION_MISSING", `${name} does not exist.`, { path: name }, offset);
    return value;
  };
}

/** `a.b`, `a['b']`, `a[0]`, and `a.?b`, `a[?0]`, which give an optional. What follows an optional is optional too. */
export function compileAccess(node: AccessNode, context: CompileContext): Evaluate {
  const container = context.compile(node.args[0]);
  const key = compileKey(node, context);
  if (node.op === ".?" || node.op === "[?]") return (frame) => readOptional(container(frame), key(frame));
  const place = { path: describePath(node, context.text), offset: node.start };
  return (frame) => readMember(container(frame), key(frame), place);
}

function compileKey(node: AccessNode, context: CompileContext): Evaluate {
  const constant = findConstantKey(node);
  const key = node.args[1];
  return constant !== undefined || typeof key === "string" ? () => constant : context.compile(key);
}

/** The path as it is written; what is no path in it stands as `(…)`. */
function describePath(node: ASTNode, text: string): string {
  if (node.op === "id") return node.args;
  if (!isAccess(node)) return "(…)";
  const [container, key] = node.args;
  const before = describePath(container, text);
  return typeof key === "string" ? `${before}.${key}` : `${before}[${text.slice(key.start, key.end)}]`;
}

/** A member as errors name it. */
export interface MemberPlace {
  readonly path: string;
  readonly offset: number;
  readonly hint?: string;
}

/** @throws EXPRESSION_MISSING when there is no such member. */
export function readMember(container: unknown, key: unknown, place: MemberPlace): unknown {
  const value = findMember(container, key);
  if (value !== undefined) return value;
  if (isOptional(container)) return readOptional(container, key);
  const { offset, ...details } = place;
  throw new Fault(
    "EXPRESSION_MISSING",
    `${place.path} does not exist.`,
    { ...details, container: describeType(container) },
    offset,
  );
}

function readOptional(container: unknown, key: unknown): Optional {
  const inner: unknown = isOptional(container) ? container.orValue(undefined) : container;
  return Optional.of(findMember(inner, key));
}

/** `has(a.b)`, and `has(a['b'])` for keys that are no names. What stands before the last key has to exist. */
export function compileHas(argument: ASTNode | undefined, context: CompileContext, offset: number): Evaluate {
  const key = argument !== undefined && isAccess(argument) ? findConstantKey(argument) : undefined;
  if (argument === undefined || !isAccess(argument) || key === undefined) {
    throw new Fault("EXPRESSION_SYNTAX", "has() takes a path that ends in a constant key.", {}, offset);
  }
  const container = context.compile(argument.args[0]);
  return (frame) => {
    const value = container(frame);
    return findMember(isOptional(value) ? value.orValue(undefined) : value, key) !== undefined;
  };
}
