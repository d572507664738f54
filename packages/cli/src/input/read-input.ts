import type { JsonValue } from "@taskloom/interfaces";
import { createUsageError } from "../options/usage-error.js";
import { readJson } from "./read-json.js";

const PAIR = /^(?<key>[^\s=[{"@]+)=(?<value>.*)$/s;

/**
 * A run's input from the values of `--input`: JSON, `@file`, or `key=value` pairs. A pair's value is JSON if it can be,
 * else text. Without any: `{}`.
 * @throws INPUT_NOT_JSON, FILE_FAILED; USAGE for a mixture
 */
export async function readInput(values: readonly string[], cwd: string): Promise<JsonValue> {
  const [first, ...others] = values;
  if (first !== undefined && others.length === 0 && !PAIR.test(first)) return readJson(first, "--input", cwd);
  return Object.fromEntries(values.map(readPair));
}

function readPair(text: string): readonly [string, JsonValue] {
  const { key, value } = PAIR.exec(text)?.groups ?? {};
  if (key === undefined || value === undefined) {
    throw createUsageError(`--input takes one JSON text, one @file or key=value pairs, not '${text}' beside others`);
  }
  return [key, readValue(value)];
}

function readValue(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
