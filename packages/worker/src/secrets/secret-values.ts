import type { Secrets } from "@taskloom/interfaces";
import { TaskloomError } from "@taskloom/shared";
import type { ValueSource } from "../config/value-source.js";

/** The configured secrets. The values stand in no property: printing the object shows none. */
export interface SecretValues extends Secrets {
  /** Each as written in a variable's name (`API_KEY`), and where it comes from. */
  list(): readonly { readonly name: string; readonly source: ValueSource }[];
  /** For redaction. */
  values(): readonly string[];
}

export interface Secret {
  readonly name: string;
  readonly value: string;
  readonly source: ValueSource;
}

const VARIABLE_PREFIX = "TASKLOOM_SECRET_";

/**
 * Secrets by names that differ neither in case nor in `-` and `_`; of two with the same name the later one counts.
 * An empty value counts as none.
 */
export function createSecretValues(secrets: readonly Secret[]): SecretValues {
  const byName = new Map(
    secrets.filter(({ value }) => value !== "").map((secret) => [toVariableName(secret.name), secret] as const),
  );
  return {
    get: (name) => {
      const secret = byName.get(toVariableName(name));
      if (secret === undefined) throw createMissing(name);
      return secret.value;
    },
    list: () => [...byName].map(([name, { source }]) => ({ name, source })),
    values: () => [...byName.values()].map(({ value }) => value),
  };
}

/** The secrets in the variables `TASKLOOM_SECRET_<NAME>`. */
export function readSecretVariables(env: Readonly<Record<string, string | undefined>>): readonly Secret[] {
  return Object.entries(env).flatMap(([variable, value]) => {
    if (value === undefined || !variable.startsWith(VARIABLE_PREFIX)) return [];
    const name = variable.slice(VARIABLE_PREFIX.length);
    return [{ name, value, source: { kind: "environment", name: variable } }];
  });
}

function toVariableName(name: string): string {
  return name.toUpperCase().replaceAll("-", "_");
}

function createMissing(name: string): TaskloomError {
  const variable = VARIABLE_PREFIX + toVariableName(name);
  const message = `the secret '${name}' is not configured: set ${variable}, or name it in the secrets file`;
  return new TaskloomError("SECRET_MISSING", message, { details: { name, variable } });
}
