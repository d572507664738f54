import type { JsonObject, JsonValue } from "@taskloom/interfaces";
import { readThrown } from "./thrown.js";

/**
 * What a handler logs, as JSON. Lines are for people: what JSON cannot hold is left out or told as a text, and no line
 * fails a handler.
 */
export function toLogData(data: unknown): JsonObject {
  const value = toLogValue(data);
  return isObject(value) ? value : { data: value };
}

/** The message of a line; handlers in JavaScript log anything. */
export function toLogMessage(message: unknown): string {
  return typeof message === "string" ? message : JSON.stringify(toLogValue(message));
}

function toLogValue(data: unknown): JsonValue {
  try {
    return JSON.parse(JSON.stringify(data, describeMember) ?? "null") as JsonValue;
  } catch (error) {
    return { unreadable: readThrown(error).message };
  }
}

function describeMember(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (!(value instanceof Error)) return value;
  const { type, message } = readThrown(value);
  return { type, message };
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
