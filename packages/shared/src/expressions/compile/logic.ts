import { createFailure, Fault } from "../fault.js";
import { describeType } from "../cel-value.js";
import type { Evaluate, Frame } from "../frame.js";
import type { CompileContext } from "./context.js";
import type { NodeOf } from "./node.js";

/** The value as a bool. @throws EXPRESSION_FAILED */
export function expectBool(value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw createFailure("bool_expected", `A bool is expected, not ${describeType(value)}.`);
}

/** Evaluates to a bool, or gives back the fault that the other operand may make irrelevant. */
export function attemptBool(evaluate: Evaluate, frame: Frame): boolean | Fault {
  try {
    return expectBool(evaluate(frame));
  } catch (error) {
    if (error instanceof Fault && error.absorbable) return error;
    throw error;
  }
}

/** `&&` and `||`: an operand that decides wins over a fault of the other. */
export function compileLogical(node: NodeOf<"&&" | "||">, context: CompileContext): Evaluate {
  const decisive = node.op === "||";
  const left = context.compile(node.args[0]);
  const right = context.compile(node.args[1]);
  return (frame) => {
    frame.charge(1);
    const first = attemptBool(left, frame);
    if (first === decisive) return decisive;
    const second = expectBool(right(frame));
    if (second !== decisive && first instanceof Fault) throw first;
    return second;
  };
}

export function compileNot(node: NodeOf<"!_">, context: CompileContext): Evaluate {
  const operand = context.compile(node.args);
  return (frame) => {
    frame.charge(1);
    return !expectBool(operand(frame));
  };
}

export function compileTernary(node: NodeOf<"?:">, context: CompileContext): Evaluate {
  const [condition, yes, no] = node.args.map((part) => context.compile(part));
  if (condition === undefined || yes === undefined || no === undefined) throw new Error("A ternary has three parts.");
  return (frame) => {
    frame.charge(1);
    return expectBool(condition(frame)) ? yes(frame) : no(frame);
  };
}
