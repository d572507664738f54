import type { SignalInput, SignalJudgement } from "@taskloom/interfaces";
import { checkSchema, isTaskloomError, toTaskError } from "@taskloom/shared";
import type { WaitConfig } from "./wait-config.js";

/** Looks at a signal's payload: one that does not fit `payload_schema` is refused with SIGNAL_INVALID. */
export function validatePayload({ task, identity, signal }: SignalInput<WaitConfig>): SignalJudgement {
  if (task.payload_schema === undefined) return { verdict: "taken" };
  try {
    checkSchema(task.payload_schema, signal.payload, "SIGNAL_INVALID");
    return { verdict: "taken" };
  } catch (error) {
    if (!isTaskloomError(error) || error.code !== "SIGNAL_INVALID") throw error;
    return { verdict: "refused", error: toTaskError(error, identity.path) };
  }
}
