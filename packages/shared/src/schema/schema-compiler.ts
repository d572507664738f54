import type { JsonValue } from "@taskloom/interfaces";
import { Ajv } from "ajv";
import type { Options, ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { compileRegex } from "../expressions/regex.js";

const DRAFT_07 = /^https?:\/\/json-schema\.org\/draft-07\/schema#?$/;
const DRAFT_2020_12 = /^https?:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/;

type Dialect = "draft-07" | "2020-12";
type Purpose = "check" | "fill";

const COMMON: Options = {
  allErrors: true,
  logger: false,
  code: { regExp: Object.assign(createRegExp, { code: "createRegExp" }) },
};

/** Strict in what would silently not be checked; types beside keywords (`strictTypes`) are a matter of taste. */
const OPTIONS: Readonly<Record<Purpose, Options>> = {
  check: { ...COMMON, strictSchema: true, strictNumbers: true, strictTypes: false, strictTuples: false },
  fill: { ...COMMON, strict: false, validateSchema: false, useDefaults: true },
};

/** Ajv keeps what these name for good, so that one schema would see another's. */
const NAMED_PARTS = /"\$(?:id|anchor|dynamicAnchor)":/;

const shared = new Map<string, Ajv>();

/** A function that says whether a value fits. @throws whatever is wrong with the schema */
export function compileValidator(schema: JsonValue): ValidateFunction {
  return compile(schema, "check");
}

/** A function that puts defaults into a value. The schema must be one that `compileValidator` takes. */
export function compileFiller(schema: JsonValue): ValidateFunction {
  return compile(schema, "fill");
}

function compile(schema: JsonValue, purpose: Purpose): ValidateFunction {
  if (!isSchema(schema)) throw new Error("a schema is an object, true or false");
  if (typeof schema === "object" && schema["$async"] !== undefined) throw new Error("$async is not allowed");
  const dialect = findDialect(schema);
  const ajv = NAMED_PARTS.test(JSON.stringify(schema)) ? createAjv(dialect, purpose) : findAjv(dialect, purpose);
  try {
    return ajv.compile(schema);
  } finally {
    if (typeof schema === "object") ajv.removeSchema(schema);
  }
}

type Schema = boolean | { readonly [key: string]: JsonValue };

function isSchema(schema: JsonValue): schema is Schema {
  return typeof schema === "boolean" || (typeof schema === "object" && schema !== null && !Array.isArray(schema));
}

function findDialect(schema: Schema): Dialect {
  const name = typeof schema === "boolean" ? undefined : schema["$schema"];
  if (name === undefined) return "2020-12";
  if (typeof name === "string" && DRAFT_2020_12.test(name)) return "2020-12";
  if (typeof name === "string" && DRAFT_07.test(name)) return "draft-07";
  throw new Error(`$schema must be draft 2020-12 or draft-07, not ${JSON.stringify(name)}`);
}

function findAjv(dialect: Dialect, purpose: Purpose): Ajv {
  const key = `${dialect} ${purpose}`;
  let ajv = shared.get(key);
  if (ajv === undefined) shared.set(key, (ajv = createAjv(dialect, purpose)));
  return ajv;
}

function createAjv(dialect: Dialect, purpose: Purpose): Ajv {
  const ajv = dialect === "draft-07" ? new Ajv(OPTIONS[purpose]) : new Ajv2020(OPTIONS[purpose]);
  addFormats.default(ajv);
  return ajv;
}

/** Ajv tells patterns apart by `toString`. */
function createRegExp(pattern: string): { test(text: string): boolean; toString(): string } {
  const regex = compileRegex(pattern);
  if (regex === undefined) throw new Error(`the pattern ${JSON.stringify(pattern)} is not one of RE2`);
  return { test: (text) => regex.matcher(text).find(), toString: () => pattern };
}
