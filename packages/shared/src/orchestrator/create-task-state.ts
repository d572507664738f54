import type { CreateStateInput, JsonValue, Scope, TaskConfig, TaskState } from "@taskloom/interfaces";
import { TaskloomError } from "../errors/taskloom-error.js";
import { evaluateCel, renderValue } from "./evaluate.js";
import { checkSchema } from "./schema-check.js";
import { nameKind } from "./value-kind.js";

/**
 * What happens to every task before its work: `if`, the delay, `with`, `input_schema`, in this order.
 * @throws EXPRESSION_*, INPUT_INVALID
 */
export function createTaskState(input: CreateStateInput): TaskState {
  const { task, scope, stage } = input;
  if (stage === "begin") {
    if (!conditionHolds(task, scope)) return { status: "skipped", input: null };
    if (task.delay !== undefined) return { status: "waiting", input: null };
  }
  return { status: "running", input: renderInput(task, scope) };
}

function conditionHolds(task: TaskConfig, scope: Scope): boolean {
  if (task.if === undefined) return true;
  const value = evaluateCel(task.if, scope);
  if (typeof value === "boolean") return value;
  throw new TaskloomError("EXPRESSION_FAILED", `\`if\` must be true or false, not ${nameKind(value)}`);
}

function renderInput(task: TaskConfig, scope: Scope): JsonValue {
  const input = task.with === undefined ? null : renderValue(task.with, scope);
  if (task.input_schema !== undefined) checkSchema(task.input_schema, input, "INPUT_INVALID");
  return input;
}
