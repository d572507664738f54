import { DEFAULT_RUN_LIMITS, type JsonObject, type Scope } from "@taskloom/interfaces";
import { Fault } from "./fault.js";

/** A part of an expression, ready to be evaluated. */
export type Evaluate = (frame: Frame) => unknown;

/** Anything that counts the characters of a JSON text and may refuse. */
export interface SizeMeter {
  spend(characters: number): void;
}

/** Functions handle ten elements for a step. */
const STEPS_PER_ELEMENT = 0.1;
const STEPS_PER_CHARACTER_READ = 0.001;
const STEPS_PER_CHARACTER_WRITTEN = 0.01;

/** One evaluation under way: what it sees, its macro variables and what it may still do. */
export class Frame implements SizeMeter {
  readonly now: number;
  readonly variables: JsonObject;
  /** Values of macro variables, by the slot that each got when the expression was parsed. */
  readonly locals: unknown[] = [];
  readonly #maxSteps: number;
  readonly #maxSize: number;
  #steps: number;
  #size: number;

  constructor(scope: Scope) {
    this.now = scope.now;
    this.variables = scope.variables;
    this.#maxSteps = scope.limits?.expressionSteps ?? DEFAULT_RUN_LIMITS.expressionSteps;
    this.#maxSize = scope.limits?.expressionResultLength ?? DEFAULT_RUN_LIMITS.expressionResultLength;
    this.#steps = this.#maxSteps;
    this.#size = this.#maxSize;
  }

  /** A template has steps for each of its expressions, but one size for all. */
  restoreSteps(): void {
    this.#steps = this.#maxSteps;
  }

  charge(steps: number): void {
    this.#steps -= steps;
    if (this.#steps < 0) throw createCostFault(this.#maxSteps);
  }

  chargeElements(count: number): void {
    this.charge(count * STEPS_PER_ELEMENT);
  }

  chargeRead(characters: number): void {
    this.charge(characters * STEPS_PER_CHARACTER_READ);
  }

  chargeWritten(characters: number): void {
    this.charge(characters * STEPS_PER_CHARACTER_WRITTEN);
  }

  spend(characters: number): void {
    this.#size -= characters;
    if (this.#size < 0) throw createSizeFault(this.#maxSize);
  }
}

function createCostFault(limit: number): Fault {
  return new Fault("EXPRESSION_TOO_COSTLY", `The expression takes more than ${limit} steps.`, { limit });
}

function createSizeFault(limit: number): Fault {
  return new Fault("EXPRESSION_RESULT_TOO_LARGE", `The result is larger than ${limit} characters.`, { limit });
}
