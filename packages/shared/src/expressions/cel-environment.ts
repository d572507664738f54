import { DEFAULT_LIMITS } from "@taskloom/interfaces";
import { Environment, EvaluationError, type ParseResult } from "@marcbachmann/cel-js";
import type { Duration } from "@marcbachmann/cel-js/evaluator";
import { createFailure, Fault } from "./fault.js";
import { formatCelDuration, formatTimestamp } from "./time-text.js";

type WholeOrDouble = number | bigint;

/** Only these messages of the library name no value. */
const HARMLESS_MESSAGES: ReadonlySet<string> = new Set([
  "division_by_zero",
  "index_out_of_range",
  "modulo_by_zero",
  "no_matching_overload",
  "no_such_overload",
]);

const DOUBLE_OPERATORS: readonly (readonly [string, (left: WholeOrDouble, right: WholeOrDouble) => number])[] = [
  ["+", (left, right) => Number(left) + Number(right)],
  ["-", (left, right) => Number(left) - Number(right)],
  ["*", (left, right) => Number(left) * Number(right)],
  ["/", (left, right) => Number(left) / Number(right)],
  ["%", (left, right) => Number(left) % Number(right)],
];

const environments = new Map<number, Environment>();
const programs = new Map<string, ParseResult>();

/** The library's environment, made when it is first needed: it knows CEL and the numbers of JSON. */
export function celEnvironment(maxDepth: number = DEFAULT_LIMITS.expressionDepth): Environment {
  const known = environments.get(maxDepth);
  if (known !== undefined) return known;
  const environment = createEnvironment(maxDepth);
  environments.set(maxDepth, environment);
  return environment;
}

function createEnvironment(maxDepth: number): Environment {
  const environment = new Environment({
    unlistedVariablesAreDyn: true,
    homogeneousAggregateLiterals: false,
    enableOptionalTypes: true,
    limits: { maxDepth },
  });
  registerMixedNumbers(environment);
  return registerConversions(environment);
}

/** JSON's `3` is a double and the literal `1` an integer; without these, `input.n + 1` would have no overload. */
function registerMixedNumbers(environment: Environment): void {
  for (const types of ["int double", "double int", "double double"]) {
    const [left, right] = types.split(" ");
    for (const [operator, operate] of DOUBLE_OPERATORS) {
      // The library has all double operators but this one, which JSON's whole numbers need.
      if (types === "double double" && operator !== "%") continue;
      environment.registerOperator(`${left} ${operator} ${right}: double`, operate);
    }
  }
}

/** Conversions of standard CEL that the library leaves out. */
function registerConversions(environment: Environment): Environment {
  const timestamp = "google.protobuf.Timestamp";
  const duration = "google.protobuf.Duration";
  return environment
    .registerFunction(`string(${timestamp}): string`, formatTimestamp)
    .registerFunction(`string(${duration}): string`, formatCelDuration)
    .registerFunction(`int(${timestamp}): int`, (value: Date) => BigInt(Math.floor(value.getTime() / 1000)))
    .registerFunction(`timestamp(${timestamp}): ${timestamp}`, (value: Date) => value)
    .registerFunction(`duration(${duration}): ${duration}`, (value: Duration) => value);
}

/**
 * A text of ours as a library program. Operators and functions run through such small programs, so that their overloads
 * and their rules are the library's; what stands around them is ours, because it has to count steps.
 */
export function findProgram(text: string): ParseResult {
  const known = programs.get(text);
  if (known !== undefined) return known;
  const program = celEnvironment().parse(text);
  programs.set(text, program);
  return program;
}

/** Runs a library program. @throws a fault instead of the library's errors. */
export function runProgram(program: ParseResult, variables: Readonly<Record<string, unknown>>): unknown {
  try {
    const result: unknown = program(variables);
    return result;
  } catch (error) {
    throw convertError(error);
  }
}

function convertError(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (!(error instanceof EvaluationError)) return createFailure("invalid_argument", "A function refused its argument.");
  const text = HARMLESS_MESSAGES.has(error.code) ? error.summary : error.code.replaceAll("_", " ");
  return createFailure(error.code, `The expression failed: ${text}.`);
}
