import type { JsonObject, JsonValue } from "@taskloom/interfaces";

const REDACTED = "[redacted]";
/** `access_token`, `apiKey`, `Proxy-Authorization`, `db.password`: what the name ends in says what it holds. */
const SECRET_NAME = /(password|token|authorization|secret|apikey)$/;
/** A shorter one would be found in words that have nothing to do with it; it is replaced where it stands alone. */
const MIN_PART_LENGTH = 4;

/**
 * Makes a function that copies a value with every secret replaced, at every depth: the given texts wherever they stand,
 * as they are, percent-encoded, in base64 or in JSON, and the values of keys whose names end in `password`, `token`,
 * `authorization`, `secret` or `api_key`.
 */
export function createRedact(secrets: readonly string[]): (value: JsonValue) => JsonValue {
  const alone = new Set(secrets);
  const parts = secrets
    .filter((secret) => secret.length >= MIN_PART_LENGTH)
    .flatMap(spellings)
    .toSorted((one, other) => other.length - one.length);
  const redactText = (text: string): string =>
    alone.has(text) ? REDACTED : parts.reduce((redacted, part) => redacted.replaceAll(part, REDACTED), text);
  const redact = (value: JsonValue): JsonValue => {
    if (typeof value === "string") return redactText(value);
    if (typeof value !== "object" || value === null) return value;
    return isList(value) ? value.map(redact) : redactObject(value);
  };
  const redactObject = (object: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(object).map(([key, value]) => [redactText(key), isSecretName(key) ? REDACTED : redact(value)]),
    );
  return redact;
}

function spellings(secret: string): readonly string[] {
  const base64 = Buffer.from(secret).toString("base64").replace(/=+$/, "");
  const escaped = JSON.stringify(secret).slice(1, -1);
  return [...new Set([secret, encodeURIComponent(secret), base64, escaped])];
}

/** Whether what stands under that key is secret. */
export function isSecretName(key: string): boolean {
  return SECRET_NAME.test(key.toLowerCase().replaceAll(/[-_]/g, ""));
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
