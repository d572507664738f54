import { TaskloomError } from "@taskloom/shared";

/** USAGE: the command line is not understood. */
export function createUsageError(problem: string): TaskloomError {
  return new TaskloomError("USAGE", problem);
}
