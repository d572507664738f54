import type { JsonValue, Scope } from "@taskloom/interfaces";
import { TaskloomError } from "../errors/taskloom-error.js";
import { renderValue } from "./evaluate.js";
import { nameKind } from "./value-kind.js";

/**
 * A template that has to give a text. Numbers and booleans are turned into text.
 * @throws EXPRESSION_FAILED when it gives anything else or a blank text, EXPRESSION_*
 */
export function renderText(key: string, template: string, scope: Scope): string {
  const value = renderValue(template, scope);
  const text = toText(value);
  if (text !== undefined && text.trim() !== "") return text;
  throw new TaskloomError("EXPRESSION_FAILED", `\`${key}\` must give a text, not ${nameKind(value)}`, {
    details: { key, template, kind: nameKind(value) },
  });
}

function toText(value: JsonValue): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}
