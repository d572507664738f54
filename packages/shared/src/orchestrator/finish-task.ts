import type { DoneDirective, JsonObject, JsonValue, PrepareInput, TaskError } from "@taskloom/interfaces";
import { renderOutputs } from "./render-outputs.js";
import { checkSchema } from "./schema-check.js";

/**
 * What happens to every task after its work: `output_schema`, then `outputs`, which replace the output.
 * `variables` are those that `outputs` see besides `output`: `children`, `signal`, `processor`.
 * @throws OUTPUT_INVALID, OUTPUTS_FAILED
 */
export function finishTask(input: PrepareInput, output: JsonValue, variables?: JsonObject): DoneDirective {
  const { task, scope } = input;
  if (task.output_schema !== undefined) checkSchema(task.output_schema, output, "OUTPUT_INVALID");
  if (task.outputs === undefined) return { kind: "done", status: "completed", output };
  const visible = { ...scope.variables, ...variables, output };
  const shaped = renderOutputs(task.outputs, { ...scope, variables: visible });
  return { kind: "done", status: "completed", output: shaped };
}

/** The task did not complete. */
export function failTask(status: "failed" | "timed_out" | "canceled", error: TaskError): DoneDirective {
  return { kind: "done", status, error };
}
