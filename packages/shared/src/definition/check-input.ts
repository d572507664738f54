import type { CompiledDefinition, JsonValue } from "@taskloom/interfaces";
import { TaskloomError } from "../errors/taskloom-error.js";
import { checkSchema } from "../orchestrator/schema-check.js";
import { compileSchema } from "../schema/json-schema.js";
import { isLongerThan } from "../source/limits.js";

/** As JSON, in bytes of UTF-8. */
const MAX_INPUT_BYTES = 50_000_000;

/**
 * The input that a run starts with: what was given, with the defaults of the workflow's `input_schema`.
 * @throws INPUT_INVALID, with each place that does not fit in `details`; PAYLOAD_TOO_LARGE over 50 MB
 */
export function prepareRunInput({ definition }: Pick<CompiledDefinition, "definition">, input: JsonValue): JsonValue {
  if (isLongerThan(JSON.stringify(input), MAX_INPUT_BYTES)) {
    throw new TaskloomError("PAYLOAD_TOO_LARGE", "the input is larger than 50 MB");
  }
  const schema = definition["input_schema"];
  if (schema === undefined) return input;
  const filled = compileSchema(schema).fill(input);
  checkSchema(schema, filled, "INPUT_INVALID");
  return filled;
}
