import type { JsonValue } from "@taskloom/interfaces";

/** A label's value as filters name it: texts as they are, others as JSON. */
export function labelText(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
