import type { JsonObject, JsonValue } from "@taskloom/interfaces";
import { isTaskloomError, type TaskloomError } from "../errors/taskloom-error.js";
import { evaluateExpression, parseExpression } from "./expression.js";
import { parseTemplate, renderTemplate } from "./template.js";

/** 2026-01-31T09:00:00Z */
export const NOW = 1_769_850_000_000;

/** The value of bare CEL. */
export function evaluate(text: string, variables: JsonObject = {}): JsonValue {
  return evaluateExpression(parseExpression(text), { now: NOW, variables });
}

/** A template rendered. */
export function render(value: JsonValue, variables: JsonObject = {}): JsonValue {
  return renderTemplate(parseTemplate(value), { now: NOW, variables });
}

/** JSON as a parser gives it: `__proto__` is a key like any other. */
export function readJson(text: string): JsonValue {
  return JSON.parse(text) as JsonValue;
}

/** The entries of a map. */
export function entriesOf(value: JsonValue): [string, JsonValue][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("No map.");
  return Object.entries(value);
}

/** The code of an error of ours, or nothing when nothing is thrown. Other errors are thrown on. */
export function tryCode(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (isTaskloomError(error)) return error.code;
    throw error;
  }
}

/** What it throws, which has to be an error of ours. */
export function catchError(run: () => unknown): TaskloomError {
  try {
    run();
  } catch (error) {
    if (isTaskloomError(error)) return error;
    throw error;
  }
  throw new Error("Nothing was thrown.");
}

/** The code of what evaluating it throws. */
export function codeOf(text: string, variables: JsonObject = {}): string {
  return catchError(() => evaluate(text, variables)).code;
}

/** `details.reason` of what evaluating it throws. */
export function reasonOf(text: string, variables: JsonObject = {}): JsonValue | undefined {
  return detailsOf(() => evaluate(text, variables))["reason"];
}

/** `details` of what it throws. */
export function detailsOf(run: () => unknown): JsonObject {
  const { details } = catchError(run);
  if (typeof details !== "object" || details === null || Array.isArray(details)) throw new Error("No details.");
  return details as JsonObject;
}
