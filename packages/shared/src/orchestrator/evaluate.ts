import type { JsonValue, Scope } from "@taskloom/interfaces";
import { BoundedCache } from "../expressions/bounded-cache.js";
import { evaluateExpression, parseExpression } from "../expressions/expression.js";
import { parseTemplate, renderTemplate } from "../expressions/template.js";
import type { Template } from "../expressions/template.js";

/** Templates of objects and lists, by identity: definitions are immutable and stay in memory. */
const parsed = new WeakMap<object, Template>();

const MAX_TEXTS = 5_000;

/** Templates of texts: the latest. */
const texts = new BoundedCache<Template>(MAX_TEXTS);

/**
 * Evaluates bare CEL (`if`, `condition`, `filter`).
 * @throws EXPRESSION_*
 */
export function evaluateCel(text: string, scope: Scope): JsonValue {
  return evaluateExpression(parseExpression(text), scope);
}

/**
 * Renders any JSON whose texts may hold `{{ … }}`.
 * @throws EXPRESSION_*
 */
export function renderValue(value: JsonValue, scope: Scope): JsonValue {
  return renderTemplate(findTemplate(value), scope);
}

/** Names of the secrets that the templates in a value refer to. */
export function findSecretNames(value: JsonValue): readonly string[] {
  return findTemplate(value).references.secrets;
}

function findTemplate(value: JsonValue): Template {
  if (typeof value === "string") return findText(value);
  if (typeof value !== "object" || value === null) return parseTemplate(value);
  const known = parsed.get(value);
  if (known !== undefined) return known;
  const template = parseTemplate(value);
  parsed.set(value, template);
  return template;
}

function findText(text: string): Template {
  const known = texts.get(text);
  if (known !== undefined) return known;
  const template = parseTemplate(text);
  texts.set(text, template);
  return template;
}
