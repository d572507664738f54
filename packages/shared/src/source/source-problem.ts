import type { ErrorCode } from "@taskloom/interfaces";

/** Why a text could not be read. */
export interface SourceProblem {
  readonly code: ErrorCode;
  readonly message: string;
  /** From the beginning of the text, in UTF-16 units. */
  readonly offset: number;
}

/** Ends the reading of a text at its first fault; never leaves this folder. */
export class SourceFault extends Error {
  readonly problem: SourceProblem;

  constructor(problem: SourceProblem) {
    super(problem.message);
    this.problem = problem;
  }
}
