import { TaskloomError, isTaskloomError } from "@taskloom/shared";

/** Adds to an error which item it is about. */
export function atItem<T>(sourceIndex: number, evaluate: () => T): T {
  try {
    return evaluate();
  } catch (error) {
    if (!isTaskloomError(error)) throw error;
    throw new TaskloomError(error.code, `item ${sourceIndex}: ${error.message}`, {
      cause: error,
      details: { source_index: sourceIndex, reason: error.details },
    });
  }
}
