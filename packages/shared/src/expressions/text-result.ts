import type { JsonValue } from "@taskloom/interfaces";

/** The value inside a longer text: `null` is nothing, lists and objects are JSON. */
export function toText(value: JsonValue): string {
  if (typeof value === "string") return value;
  return value === null ? "" : JSON.stringify(value);
}
