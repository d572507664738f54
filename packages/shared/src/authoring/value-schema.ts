import type { ErrorCode, JsonValue } from "@taskloom/interfaces";
import { TaskloomError } from "../errors/taskloom-error.js";
import { checkSchema } from "../orchestrator/schema-check.js";
import { compileSchema } from "../schema/json-schema.js";

/** A zod schema, or one of any other library that follows Standard Schema (https://standardschema.dev), version 1. */
export interface StandardSchema<Output = unknown> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
  };
}

type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

interface StandardIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** How a handler describes what it takes or returns: a schema of a library, or a JSON Schema. */
export type ValueSchema = StandardSchema | { readonly [key: string]: JsonValue };

/** What a value is once it fits: of a JSON Schema no more is known than that it is JSON. */
export type ValueOf<S> = S extends StandardSchema<infer Output> ? Output : JsonValue;

/**
 * The value as the schema makes it, defaults applied.
 * @throws the given code, with each place that does not fit in `details`; SCHEMA_INVALID
 */
export async function applySchema(schema: ValueSchema, value: unknown, code: ErrorCode): Promise<unknown> {
  if (isStandard(schema)) return applyStandard(schema, value, code);
  const filled = compileSchema(schema).fill(value as JsonValue);
  checkSchema(schema, filled, code);
  return filled;
}

async function applyStandard(schema: StandardSchema, value: unknown, code: ErrorCode): Promise<unknown> {
  const result = await schema["~standard"].validate(value);
  if (result.issues === undefined) return result.value;
  const details = result.issues.map(({ path = [], message }) => ({ pointer: toPointer(path), message }));
  const [first] = details;
  const where = first === undefined || first.pointer === "" ? "" : ` at ${first.pointer}`;
  throw new TaskloomError(code, `${first?.message ?? "does not fit its schema"}${where}`, { details });
}

function toPointer(path: NonNullable<StandardIssue["path"]>): string {
  const keys = path.map((segment) => String(typeof segment === "object" ? segment.key : segment));
  return keys.map((key) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function isStandard(schema: ValueSchema): schema is StandardSchema {
  return "~standard" in schema;
}
