import type { ErrorCode, JsonValue } from "@taskloom/interfaces";
import { z } from "zod";
import { parseDuration } from "../duration.js";
import { isTaskloomError } from "../errors/taskloom-error.js";
import { BUILT_IN_VARIABLES, isReservedName } from "../expressions/cel-names.js";
import { compileSchema } from "../schema/json-schema.js";

/** Ids of tasks and workflows. */
export const ID_PATTERN: RegExp = /^[A-Za-z][A-Za-z0-9_-]{0,99}$/;

/** A duration as authors write it: text (`30s`, `PT5M`) or milliseconds. Otherwise DURATION_INVALID. */
export const duration: z.ZodUnion<readonly [z.ZodString, z.ZodNumber]> = z
  .union([z.string(), z.number()])
  .check(refuseWhatThrows(parseDuration));

/** A JSON Schema. Otherwise SCHEMA_INVALID. */
export const jsonSchema: z.ZodUnion<readonly [z.ZodRecord<z.ZodString, z.ZodUnknown>, z.ZodBoolean]> = z
  .union([z.record(z.string(), z.unknown()), z.boolean()])
  .check(refuseWhatThrows((schema) => compileSchema(schema as JsonValue)));

/** A name that its author chose for a variable. NAME_RESERVED when it hides one that there is already. */
export const customName: z.ZodString = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
  .check(({ value, issues }) => {
    if (!BUILT_IN_VARIABLES.has(value) && !isReservedName(value)) return;
    issues.push(codedIssue("NAME_RESERVED", `'${value}' is a name that there is already`, value));
  });

/** Bare CEL. */
export const cel: z.ZodString = z.string();

/** Any JSON whose texts may hold `{{ … }}`. */
export const template: z.ZodUnknown = z.unknown();

/** A map of templates. */
export const templateMap: z.ZodRecord<z.ZodString, z.ZodUnknown> = z.record(z.string(), template);

/** A task inside another: validated as a task of its own, and a reference to it in the JSON Schema. */
export const nestedTask: z.ZodUnknown = z.unknown().meta({ taskloom: "task" });

/** How attempts are repeated, as authors write it. */
export const retry: z.ZodObject<{
  maximum_attempts: z.ZodOptional<z.ZodInt>;
  initial_interval: z.ZodOptional<typeof duration>;
  backoff_coefficient: z.ZodOptional<z.ZodNumber>;
  maximum_interval: z.ZodOptional<typeof duration>;
  non_retryable_error_types: z.ZodOptional<z.ZodArray<z.ZodString>>;
}> = z.strictObject({
  maximum_attempts: z.int().min(1).max(1_000_000).optional(),
  initial_interval: duration.optional(),
  backoff_coefficient: z.number().min(1).max(100).optional(),
  maximum_interval: duration.optional(),
  non_retryable_error_types: z.array(z.string()).optional(),
});

/** The keys of every type whose work is made in attempts. */
export const attemptFields: {
  retry: z.ZodOptional<typeof retry>;
  timeout: z.ZodOptional<typeof duration>;
  total_timeout: z.ZodOptional<typeof duration>;
} = { retry: retry.optional(), timeout: duration.optional(), total_timeout: duration.optional() };

/** How a container with several children settles, as authors write it. */
export const strategy: z.ZodEnum<{
  wait_all: "wait_all";
  fail_fast: "fail_fast";
  best_effort: "best_effort";
  race: "race";
}> = z.enum(["wait_all", "fail_fast", "best_effort", "race"]);

/** A number of failures, or a share of the children (`"5%"`). */
export const toleratedFailures: z.ZodUnion<[z.ZodInt, z.ZodString]> = z.union([
  z.int().min(0),
  z.string().regex(/^(100|[1-9]?\d)(\.\d+)?%$/),
]);

/** A fault of zod's that has a code of ours. */
export function codedIssue(code: ErrorCode, message: string, input: unknown): z.core.$ZodRawIssue {
  return { code: "custom", message, input, params: { code } };
}

function refuseWhatThrows<T>(parse: (value: T) => unknown): (payload: z.core.ParsePayload<T>) => void {
  return ({ value, issues }) => {
    try {
      parse(value);
    } catch (error) {
      if (!isTaskloomError(error)) throw error;
      issues.push(codedIssue(error.code, error.message, value));
    }
  };
}
