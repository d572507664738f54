import { isTaskloomError, TaskloomError } from "@taskloom/shared";
import { readThrown } from "./thrown.js";

/** An error of ours as it is; anything else that was thrown in a call is a BUG: of Taskloom, or of a task type. */
export function toKnownError(error: unknown): TaskloomError {
  if (isTaskloomError(error)) return error;
  return new TaskloomError("BUG", readThrown(error).message, { cause: error });
}

/** Whether it may be well again later, or on another worker: a call that it spoils is repeated. */
export function isInfrastructure({ code, retryable }: TaskloomError): boolean {
  return retryable || code === "HANDLER_NOT_FOUND" || code === "TASK_TYPE_UNKNOWN";
}
