import type { ExitCode } from "./exit-code.js";

/** Ends a command whose user has been told why. */
export class AlreadyReported extends Error {
  override readonly name = "AlreadyReported";
  readonly exit: ExitCode;

  constructor(exit: ExitCode) {
    super(`ends with ${exit}`);
    this.exit = exit;
  }
}
