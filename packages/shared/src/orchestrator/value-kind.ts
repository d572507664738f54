import type { JsonValue } from "@taskloom/interfaces";

/** What a value is, for messages: the value itself may be large. */
export function nameKind(value: JsonValue): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return value.trim() === "" ? "a blank text" : "a text";
  return typeof value === "object" ? "a map" : `a ${typeof value}`;
}
