import type { JsonValue } from "@taskloom/interfaces";
import type { ErrorObject, ValidateFunction } from "ajv";
import { TaskloomError } from "../errors/taskloom-error.js";
import { BoundedCache } from "../expressions/bounded-cache.js";
import { canonicalJson } from "../expressions/canonical-json.js";
import { compileFiller, compileValidator } from "./schema-compiler.js";

/** A JSON Schema, ready to be used. */
export interface CompiledSchema {
  /** Every place of the value that does not fit, at most 100. */
  check(value: JsonValue): readonly Misfit[];
  /** A copy of the value with the schema's `default`s where something is missing. */
  fill(value: JsonValue): JsonValue;
}

/** A place that does not fit a schema. */
export interface Misfit {
  /** JSON Pointer (RFC 6901); empty for the value itself. */
  readonly pointer: string;
  readonly message: string;
}

const MAX_MISFITS = 100;
const MAX_SCHEMAS = 1_000;

const byIdentity = new WeakMap<object, CompiledSchema>();
const byText = new BoundedCache<CompiledSchema>(MAX_SCHEMAS);

/**
 * Compiles a JSON Schema: draft 2020-12, or draft-07 if its `$schema` says so. Unknown keywords and formats, and
 * references to other documents, are errors. Patterns are matched in linear time (RE2). Compiled once for equal schemas.
 * @throws SCHEMA_INVALID
 */
export function compileSchema(schema: JsonValue): CompiledSchema {
  if (typeof schema !== "object" || schema === null) return findByText(schema);
  const known = byIdentity.get(schema);
  if (known !== undefined) return known;
  const compiled = findByText(schema);
  byIdentity.set(schema, compiled);
  return compiled;
}

function findByText(schema: JsonValue): CompiledSchema {
  const text = canonicalJson(schema);
  const known = byText.get(text);
  if (known !== undefined) return known;
  const compiled = createCompiledSchema(schema, text);
  byText.set(text, compiled);
  return compiled;
}

function createCompiledSchema(schema: JsonValue, text: string): CompiledSchema {
  const validate = compileOrRefuse(schema);
  let fill: ValidateFunction | undefined;
  return {
    check(value) {
      validate(value);
      const errors = validate.errors ?? [];
      validate.errors = null;
      return errors.slice(0, MAX_MISFITS).map(describeError);
    },
    fill(value) {
      if (!text.includes('"default":')) return value;
      fill ??= compileFiller(schema);
      const copy = JSON.parse(JSON.stringify(value)) as JsonValue;
      fill(copy);
      return copy;
    },
  };
}

function compileOrRefuse(schema: JsonValue): ValidateFunction {
  try {
    return compileValidator(schema);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TaskloomError("SCHEMA_INVALID", `the JSON Schema is not valid: ${reason}`, { cause: error });
  }
}

function describeError({ instancePath, keyword, message = "does not fit", params }: ErrorObject): Misfit {
  const named: unknown = NAMING_PARAMS.map((name): unknown => params[name]).find((value) => value !== undefined);
  if (named === undefined || keyword === "required") return { pointer: instancePath, message };
  return { pointer: instancePath, message: `${message}: ${JSON.stringify(named)}` };
}

/** What of an error's parameters says more than its message. */
const NAMING_PARAMS = ["additionalProperty", "unevaluatedProperty", "propertyName", "allowedValues", "allowedValue"];
