import type { JsonObject, JsonValue, PrepareInput } from "@taskloom/interfaces";
import { evaluateCel, isTaskloomError, nameKind, TaskloomError } from "@taskloom/shared";
import type { WaitConfig } from "./wait-config.js";

/**
 * Whether the condition holds for a signal; without one it does.
 * @throws SIGNAL_INVALID when it cannot be evaluated or is neither true nor false: that is the signal's fault
 */
export function meetsCondition({ task, scope }: PrepareInput<WaitConfig>, variables: JsonObject): boolean {
  const { condition } = task;
  if (condition === undefined) return true;
  const visible = { ...scope, variables: { ...scope.variables, ...variables } };
  const value = refuseFaults(condition, () => evaluateCel(condition, visible));
  if (typeof value === "boolean") return value;
  throw new TaskloomError("SIGNAL_INVALID", `the condition \`${condition}\` gives ${nameKind(value)}`, {
    details: { condition, kind: nameKind(value) },
  });
}

function refuseFaults(condition: string, evaluate: () => JsonValue): JsonValue {
  try {
    return evaluate();
  } catch (error) {
    if (!isTaskloomError(error)) throw error;
    throw new TaskloomError("SIGNAL_INVALID", `the condition \`${condition}\` fails: ${error.message}`, {
      cause: error,
      details: { condition, code: error.code, reason: error.details },
    });
  }
}
