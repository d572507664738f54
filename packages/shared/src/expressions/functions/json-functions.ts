import type { JsonValue } from "@taskloom/interfaces";
import { createFailure } from "../fault.js";
import type { Frame } from "../frame.js";
import { toJson } from "../json-result.js";
import { createTextMeter } from "../text-meter.js";
import { defineFunction, expectText, type ExpressionFunction } from "./function.js";

/** Compact JSON text. */
function writeJson(frame: Frame, value: unknown): string {
  return JSON.stringify(toJson(value, createTextMeter(frame)));
}

function parseJson(frame: Frame, value: unknown): JsonValue {
  const text = expectText(frame, value);
  frame.chargeWritten(text.length);
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw createFailure("invalid_json", "A text is not valid JSON.");
  }
}

export const JSON_FUNCTIONS: Record<string, ExpressionFunction> = {
  json: defineFunction(1, writeJson),
  parseJson: defineFunction(1, parseJson),
};
