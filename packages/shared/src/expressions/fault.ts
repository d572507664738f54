import type { ErrorCode, JsonObject } from "@taskloom/interfaces";
import { TaskloomError } from "../errors/taskloom-error.js";

/**
 * What goes wrong inside an expression, before it is known where that expression stands.
 * Texts name paths, types and functions, never a value: values may be secrets.
 */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly code: ErrorCode;
  readonly details: JsonObject;
  /** Where in the expression's text. */
  offset: number | undefined;

  constructor(code: ErrorCode, message: string, details: JsonObject = {}, offset?: number) {
    super(message);
    this.code = code;
    this.details = details;
    this.offset = offset;
  }

  /** CEL lets `false && x` be false though `x` fails. A limit that is reached stays an error. */
  get absorbable(): boolean {
    return this.code === "EXPRESSION_FAILED" || this.code === "EXPRESSION_MISSING";
  }
}

/** Where an expression stands: `pointer` leads to the text, `offset` is its first character there. */
export interface ExpressionPlace {
  readonly expression: string;
  readonly pointer: readonly (string | number)[];
  readonly offset: number;
}

/** An evaluation that cannot go on. `reason` is for programs. */
export function createFailure(reason: string, message: string, details: JsonObject = {}): Fault {
  return new Fault("EXPRESSION_FAILED", message, { reason, ...details });
}

/** The error that callers see. What is no fault is a bug and comes back as it is. */
export function placeFault(error: unknown, place: ExpressionPlace): unknown {
  const fault = error instanceof RangeError ? createStackFault() : error;
  if (!(fault instanceof Fault)) return error;
  const { expression, pointer, offset } = place;
  const details = { expression, pointer, offset: offset + (fault.offset ?? 0), ...fault.details };
  return new TaskloomError(fault.code, fault.message, { details });
}

/** JavaScript's stack is the last guard of nesting: long chains of operators are as deep as they are long. */
function createStackFault(): Fault {
  return new Fault("EXPRESSION_TOO_DEEP", "The expression nests too deep.");
}
