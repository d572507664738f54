import type { JsonValue } from "@taskloom/interfaces";
import { nameKind, TaskloomError } from "@taskloom/shared";

/**
 * What a condition gave, as the text that routes are compared with: texts as they are, all else as JSON.
 * @throws ROUTE_CONDITION_EMPTY when it is null or blank
 */
export function toConditionText(value: JsonValue, condition: string): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (value !== null && text.trim() !== "") return text;
  throw new TaskloomError("ROUTE_CONDITION_EMPTY", `the condition \`${condition}\` gives ${nameKind(value)}`, {
    details: { condition, kind: nameKind(value) },
  });
}
