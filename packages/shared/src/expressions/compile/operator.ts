import type { BinaryOperator } from "@marcbachmann/cel-js";
import { findProgram, runProgram } from "../cel-environment.js";
import { convertKey, describeType, isList, isMap } from "../cel-value.js";
import { equals } from "../equality.js";
import { createFailure } from "../fault.js";
import type { Evaluate, Frame } from "../frame.js";
import type { CompileContext } from "./context.js";
import type { NodeOf } from "./node.js";

type Operate = (frame: Frame, left: unknown, right: unknown) => unknown;

/** These walk values of any size, so they have to count; the library's are used for all else. */
const OPERATIONS: Partial<Record<BinaryOperator, Operate>> = {
  "==": (frame, left, right) => equals(frame, left, right),
  "!=": (frame, left, right) => !equals(frame, left, right),
  in: contains,
  "+": add,
};

export function compileBinary(node: NodeOf<BinaryOperator>, context: CompileContext): Evaluate {
  const left = context.compile(node.args[0]);
  const right = context.compile(node.args[1]);
  const operate = OPERATIONS[node.op] ?? createLibraryOperation(node.op);
  return (frame) => {
    frame.charge(1);
    return operate(frame, left(frame), right(frame));
  };
}

function createLibraryOperation(operator: BinaryOperator): Operate {
  const program = findProgram(`left ${operator} right`);
  return (frame, left, right) => {
    if (typeof left === "string") frame.chargeRead(left.length);
    return runProgram(program, { left, right });
  };
}

const addInLibrary: Operate = (_frame, left, right) => runProgram(findProgram("left + right"), { left, right });

function add(frame: Frame, left: unknown, right: unknown): unknown {
  if (typeof left === "string" && typeof right === "string") {
    frame.chargeWritten(left.length + right.length);
    return left + right;
  }
  if (!isList(left) || !isList(right)) return addInLibrary(frame, left, right);
  frame.chargeElements(left.length + right.length);
  return [...left, ...right];
}

function contains(frame: Frame, value: unknown, container: unknown): boolean {
  if (isList(container)) return container.some((element) => equals(frame, value, element));
  const key = convertKey(value);
  if (isMap(container) && key !== undefined) return Object.hasOwn(container, key);
  const types = `${describeType(value)} in ${describeType(container)}`;
  throw createFailure("no_such_overload", `The expression failed: no such overload: ${types}.`);
}

export function compileNegation(node: NodeOf<"-_">, context: CompileContext): Evaluate {
  const operand = context.compile(node.args);
  const program = findProgram("-operand");
  return (frame) => {
    frame.charge(1);
    return runProgram(program, { operand: operand(frame) });
  };
}
