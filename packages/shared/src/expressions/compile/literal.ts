import { convertKey } from "../cel-value.js";
import { createFailure } from "../fault.js";
import type { Evaluate } from "../frame.js";
import type { CompileContext } from "./context.js";
import type { NodeOf } from "./node.js";

export function compileValue(node: NodeOf<"value">): Evaluate {
  const value = node.args;
  return () => value;
}

export function compileList(node: NodeOf<"list">, context: CompileContext): Evaluate {
  const elements = node.args.map((element) => context.compile(element));
  return (frame) => {
    frame.charge(1 + elements.length);
    return elements.map((element) => element(frame));
  };
}

/** Keys become texts, as JSON needs; `fromEntries` makes own keys of all names. */
export function compileMap(node: NodeOf<"map">, context: CompileContext): Evaluate {
  const entries = node.args.map(([key, value]) => [context.compile(key), context.compile(value)] as const);
  return (frame) => {
    frame.charge(1 + entries.length);
    return Object.fromEntries(entries.map(([key, value]) => [expectKey(key(frame)), value(frame)]));
  };
}

function expectKey(value: unknown): string {
  const key = convertKey(value);
  if (key === undefined) throw createFailure("invalid_key", "A key of a map is a text, a number or a bool.");
  return key;
}
