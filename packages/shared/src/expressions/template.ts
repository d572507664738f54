import { DEFAULT_LIMITS, type JsonObject, type JsonValue, type Scope } from "@taskloom/interfaces";
import { placeFault } from "./fault.js";
import { Frame } from "./frame.js";
import type { ParseLimits } from "./limits.js";
import { mergeSites, type References, type ReferenceSite } from "./references.js";
import { parseTextTemplate, renderText, type TextTemplate } from "./text-template.js";
import { assertValueDepth } from "./value-depth.js";

/** Any JSON value whose texts may hold `{{ … }}`, parsed. */
export interface Template {
  readonly references: References;
  /** Nothing in it is to be evaluated: rendering gives the value back. */
  readonly isConstant: boolean;
  readonly part: TemplatePart;
}

/** A value of a template; lists and maps keep their constant members. */
type TemplatePart =
  | { readonly kind: "constant"; readonly value: JsonValue }
  | { readonly kind: "text"; readonly text: TextTemplate; readonly pointer: Pointer }
  | { readonly kind: "list"; readonly elements: readonly TemplatePart[] }
  | { readonly kind: "map"; readonly entries: readonly (readonly [string, TemplatePart])[] };

type Pointer = readonly (string | number)[];

/**
 * Parses a template. A text that is exactly one `{{ … }}` keeps the value's type; any other is rendered to text, in
 * which `null` is nothing and lists and objects are JSON. In `{{ }}` a plain path may start with a dot and contain
 * hyphens. A literal `{{` is written `{{ "{{" }}`. Keys are never templates.
 * @throws as `parseExpression`; `details.pointer` leads to the text, `details.offset` is the place in it
 */
export function parseTemplate(value: JsonValue, limits: ParseLimits = DEFAULT_LIMITS): Template {
  const sites: ReferenceSite[] = [];
  try {
    const part = parsePart(value, [], { limits, sites });
    return { part, references: mergeSites(sites), isConstant: part.kind === "constant" };
  } catch (error) {
    throw placeFault(error, { expression: "", pointer: [], offset: 0 });
  }
}

/** @throws as `evaluateExpression`; `details.pointer` leads to the text, `details.offset` is the place in it */
export function renderTemplate(template: Template, scope: Scope): JsonValue {
  return template.part.kind === "constant" ? template.part.value : renderPart(template.part, new Frame(scope));
}

interface ParseContext {
  readonly limits: ParseLimits;
  readonly sites: ReferenceSite[];
}

function parsePart(value: JsonValue, pointer: Pointer, context: ParseContext): TemplatePart {
  if (typeof value === "string") return parseText(value, pointer, context);
  if (typeof value !== "object" || value === null) return { kind: "constant", value };
  assertValueDepth(pointer.length);
  return isJsonList(value) ? parseList(value, pointer, context) : parseMap(value, pointer, context);
}

function parseText(value: string, pointer: Pointer, { limits, sites }: ParseContext): TemplatePart {
  if (!value.includes("{{")) return { kind: "constant", value };
  const text = parseTextTemplate(value, pointer, limits);
  for (const { program, offset } of text.expressions)
    sites.push({ text: program.text, pointer, offset, ...program.names });
  return { kind: "text", text, pointer };
}

function parseList(value: readonly JsonValue[], pointer: Pointer, context: ParseContext): TemplatePart {
  const elements = value.map((element, index) => parsePart(element, [...pointer, index], context));
  return elements.every((element) => element.kind === "constant")
    ? { kind: "constant", value }
    : { kind: "list", elements };
}

function parseMap(value: JsonObject, pointer: Pointer, context: ParseContext): TemplatePart {
  const entries = Object.entries(value).map(
    ([key, member]) => [key, parsePart(member, [...pointer, key], context)] as const,
  );
  return entries.every(([, part]) => part.kind === "constant") ? { kind: "constant", value } : { kind: "map", entries };
}

function renderPart(part: TemplatePart, frame: Frame): JsonValue {
  switch (part.kind) {
    case "constant":
      return part.value;
    case "text":
      return renderText(part.text, part.pointer, frame);
    case "list":
      return part.elements.map((element) => renderPart(element, frame));
    case "map":
      return Object.fromEntries(part.entries.map(([key, member]) => [key, renderPart(member, frame)]));
  }
}

function isJsonList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
