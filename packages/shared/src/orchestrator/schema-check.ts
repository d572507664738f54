import type { ErrorCode, JsonValue } from "@taskloom/interfaces";
import { TaskloomError } from "../errors/taskloom-error.js";
import { compileSchema } from "../schema/json-schema.js";

/**
 * Checks a value against a JSON Schema of the definition.
 * @throws the given code, with each place that does not fit in `details`
 */
export function checkSchema(schema: JsonValue, value: JsonValue, code: ErrorCode): void {
  const misfits = compileSchema(schema).check(value);
  const [first] = misfits;
  if (first === undefined) return;
  const where = first.pointer === "" ? "" : ` at ${first.pointer}`;
  throw new TaskloomError(code, `${first.message}${where}`, {
    details: misfits.map(({ pointer, message }) => ({ pointer, message })),
  });
}
