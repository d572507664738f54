import type { JsonObject, JsonValue, Scope, Secrets, TaskConfig } from "@taskloom/interfaces";
import { findSecretNames, renderValue } from "@taskloom/shared";

/** Removes the values of secrets from what leaves a handler. */
export type Redact = <T extends JsonValue>(value: T) => T;

/** What a handler is given where its task refers to secrets. */
export interface ResolvedInput {
  readonly input: JsonValue;
  /** The value with every secret in its texts replaced by its reference. */
  readonly redact: Redact;
}

/** What expressions see of the secrets that a task's `with` names: texts that name them. Undefined when it names none. */
export function findTaskSecrets(task: TaskConfig): JsonObject | undefined {
  const names = listNames(task);
  return names.length === 0 ? undefined : Object.fromEntries(names.map((name) => [name, describe(name)]));
}

/**
 * The task's input with the secrets' values: `with` is rendered anew, so that texts from elsewhere that look like
 * references stay texts. Undefined when it names no secrets.
 * @throws SECRET_MISSING
 */
export function resolveSecrets(task: TaskConfig, secrets: Secrets, scope: Scope): ResolvedInput | undefined {
  const names = listNames(task);
  if (names.length === 0) return undefined;
  const values = names.map((name) => [name, secrets.get(name)] as const);
  const variables = { ...scope.variables, secrets: Object.fromEntries(values) };
  // A secret that is part of another must not break up the longer one.
  const longestFirst = values.filter(([, value]) => value !== "").toSorted(([, a], [, b]) => b.length - a.length);
  return {
    input: renderValue(task.with ?? null, { ...scope, variables }),
    redact: (value) => redactValue(value, longestFirst),
  };
}

function listNames({ with: input }: TaskConfig): readonly string[] {
  return input === undefined ? [] : findSecretNames(input);
}

function describe(name: string): string {
  return `{{ secrets.${name} }}`;
}

type NamedValues = readonly (readonly [name: string, value: string])[];

function redactValue<T extends JsonValue>(value: T, secrets: NamedValues): T;
function redactValue(value: JsonValue, secrets: NamedValues): JsonValue {
  if (typeof value === "string") return redactText(value, secrets);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => redactValue(item, secrets));
  const entries = Object.entries(value).map(([key, item]) => [redactText(key, secrets), redactValue(item, secrets)]);
  return Object.fromEntries(entries) as JsonObject;
}

function redactText(text: string, secrets: NamedValues): string {
  let redacted = text;
  for (const [name, value] of secrets) redacted = redacted.replaceAll(value, () => describe(name));
  return redacted;
}
