import { DEFAULT_LIMITS, type CompiledDefinition, type JsonValue, type Plan } from "@taskloom/interfaces";
import { TaskloomError } from "../errors/taskloom-error.js";
import { checkSchema } from "../orchestrator/schema-check.js";
import { compileSchema } from "../schema/json-schema.js";
import { isLongerThan } from "../source/text-bytes.js";

/** What the input of a run depends on. */
type StartedDefinition = Pick<CompiledDefinition, "definition"> & { readonly plan: Pick<Plan, "limits"> };

/**
 * The input that a run starts with: what was given, with the defaults of the workflow's `input_schema`.
 * @throws INPUT_INVALID, with each place that does not fit in `details`; PAYLOAD_TOO_LARGE over 50 MB, or a lower limit of the plan
 */
export function prepareRunInput({ definition, plan }: StartedDefinition, input: JsonValue): JsonValue {
  const limit = plan.limits?.valueBytes ?? DEFAULT_LIMITS.valueBytes;
  if (isLongerThan(JSON.stringify(input), limit)) {
    throw new TaskloomError("PAYLOAD_TOO_LARGE", `the input has more than ${limit} bytes`);
  }
  const schema = definition["input_schema"];
  if (schema === undefined) return input;
  const filled = compileSchema(schema).fill(input);
  checkSchema(schema, filled, "INPUT_INVALID");
  return filled;
}
