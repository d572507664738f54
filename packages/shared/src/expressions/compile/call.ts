import type { ASTNode, ParseResult } from "@marcbachmann/cel-js";
import { distance } from "fastest-levenshtein";
import { findProgram, runProgram } from "../cel-environment.js";
import { isLibraryFunction, listLibraryFunctions } from "../cel-names.js";
import { Fault } from "../fault.js";
import type { Evaluate, Frame } from "../frame.js";
import type { ExpressionFunction } from "../functions/function.js";
import { findFunction, listFunctions } from "../functions/function-table.js";
import { chargeSearch } from "../functions/text-functions.js";
import { compileHas } from "./access.js";
import type { CompileContext } from "./context.js";
import { compileMacro } from "./macro.js";
import { compileMatches } from "./matches.js";
import { findMacro, type NodeOf } from "./node.js";
import { compileOptional } from "./optional.js";

/** Looking up a time zone takes far longer than other functions. */
const TIME_ZONE_STEPS = 50;

/** `f(x)`: ours, else the library's. */
export function compileCall(node: NodeOf<"call">, context: CompileContext): Evaluate {
  const [name, parameters] = node.args;
  if (name === "has" && parameters.length === 1) return compileHas(parameters[0], context, node.start);
  return compileFunction(node, name, parameters, false, context);
}

/** `x.f(y)`: a macro, an optional's method, `f(x, y)` of ours, else the library's method. */
export function compileMethod(node: NodeOf<"rcall">, context: CompileContext): Evaluate {
  const macro = findMacro(node);
  if (macro !== undefined) return compileMacro(macro, context);
  const [name, receiver, parameters] = node.args;
  return compileOptional(node, context) ?? compileFunction(node, name, [receiver, ...parameters], true, context);
}

function compileFunction(
  node: NodeOf<"call" | "rcall">,
  name: string,
  parameters: readonly ASTNode[],
  method: boolean,
  context: CompileContext,
): Evaluate {
  const [first, second] = parameters;
  if (name === "matches" && first !== undefined && second !== undefined) return compileMatches(first, second, context);
  const ours = findFunction(name, parameters.length);
  const values = parameters.map((parameter) => context.compile(parameter));
  if (ours !== undefined) return compileOwnCall(ours, values);
  if (!isLibraryFunction(name, values.length - (method ? 1 : 0), method)) throw createUnknown(name, node.start);
  return compileLibraryCall(findCallProgram(name, values.length, method), values);
}

function compileOwnCall(definition: ExpressionFunction, values: readonly Evaluate[]): Evaluate {
  return (frame) => {
    frame.charge(1);
    return definition.call(frame, evaluateAll(frame, values));
  };
}

function evaluateAll(frame: Frame, values: readonly Evaluate[]): unknown[] {
  return values.map((value) => value(frame));
}

/** `name(a0, a1)` or `a0.name(a1)` */
function findCallProgram(name: string, count: number, method: boolean): ParseResult {
  const names = Array.from({ length: count }, (_, index) => `a${index}`);
  const [receiver, ...rest] = names;
  return findProgram(method ? `${receiver}.${name}(${rest.join(", ")})` : `${name}(${names.join(", ")})`);
}

function compileLibraryCall(program: ParseResult, values: readonly Evaluate[]): Evaluate {
  return (frame) => {
    frame.charge(1);
    const parameters = evaluateAll(frame, values);
    chargeParameters(frame, parameters);
    return runProgram(program, Object.fromEntries(parameters.map((value, index) => [`a${index}`, toWhole(value)])));
  };
}

function chargeParameters(frame: Frame, parameters: readonly unknown[]): void {
  const [first, second] = parameters;
  if (typeof first === "string") {
    frame.chargeRead(first.length);
    if (typeof second === "string") chargeSearch(frame, first.length, second.length);
  }
  if (first instanceof Date && second !== undefined) frame.charge(TIME_ZONE_STEPS);
}

/** The library's functions ask for integers; a whole number from JSON is one. */
function toWhole(value: unknown): unknown {
  return typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : value;
}

function createUnknown(name: string, offset: number): Fault {
  const names = [...new Set([...listFunctions(), ...listLibraryFunctions()])];
  const tolerated = Math.max(1, Math.floor(name.length / 3));
  const near = names.filter((known) => distance(known, name) <= tolerated).toSorted();
  const message = `There is no function ${name} for these arguments.`;
  return new Fault("EXPRESSION_UNKNOWN_FUNCTION", message, { function: name, near }, offset);
}
