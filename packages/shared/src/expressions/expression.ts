import { DEFAULT_LIMITS, type JsonValue, type Scope } from "@taskloom/interfaces";
import { placeFault, type ExpressionPlace } from "./fault.js";
import { Frame } from "./frame.js";
import { toJson } from "./json-result.js";
import type { ParseLimits } from "./limits.js";
import { parseCel, type Program } from "./program.js";
import { mergeSites, type References } from "./references.js";

/** Parsed CEL, as `if`, `condition` and `filter` hold it. */
export interface Expression {
  readonly text: string;
  readonly references: References;
  readonly program: Program;
}

/**
 * Parses bare CEL.
 * @throws EXPRESSION_SYNTAX, EXPRESSION_UNKNOWN_FUNCTION, EXPRESSION_DYNAMIC, EXPRESSION_HYPHEN, EXPRESSION_TOO_LONG,
 * EXPRESSION_TOO_DEEP; `details` are `{ expression, pointer: [], offset }` and what the code brings
 */
export function parseExpression(text: string, limits: ParseLimits = DEFAULT_LIMITS): Expression {
  try {
    const program = parseCel(text, limits);
    return { text, program, references: mergeSites([{ text, pointer: [], offset: 0, ...program.names }]) };
  } catch (error) {
    throw placeFault(error, placeOf(text));
  }
}

/**
 * The value as plain JSON. It may share parts with the scope: neither is ever changed.
 * @throws EXPRESSION_MISSING (`details.path`), EXPRESSION_FAILED (`details.reason`), EXPRESSION_TOO_COSTLY,
 * EXPRESSION_RESULT_TOO_LARGE, EXPRESSION_TOO_DEEP
 */
export function evaluateExpression(expression: Expression, scope: Scope): JsonValue {
  try {
    const frame = new Frame(scope);
    return toJson(expression.program.evaluate(frame), frame);
  } catch (error) {
    throw placeFault(error, placeOf(expression.text));
  }
}

function placeOf(expression: string): ExpressionPlace {
  return { expression, pointer: [], offset: 0 };
}
