import type { JsonObject, JsonValue, Scope } from "@taskloom/interfaces";
import { isTaskloomError, TaskloomError } from "../errors/taskloom-error.js";
import { renderValue } from "./evaluate.js";

/**
 * Renders a task's `outputs`.
 * @throws OUTPUTS_FAILED, with the code of what failed in `details`
 */
export function renderOutputs(outputs: JsonObject, scope: Scope): JsonValue {
  try {
    return renderValue(outputs, scope);
  } catch (error) {
    if (!isTaskloomError(error)) throw error;
    throw new TaskloomError("OUTPUTS_FAILED", error.message, {
      cause: error,
      details: { code: error.code, reason: error.details },
    });
  }
}
