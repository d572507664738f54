import type { Frame } from "../frame.js";
import { createTextMeter } from "../text-meter.js";
import { toJson } from "../json-result.js";
import { toText } from "../text-result.js";
import { defineFunction, expectList, expectText, type ExpressionFunction } from "./function.js";

/** The result of a function that makes a text of the same length, or shorter. */
function convert(frame: Frame, value: unknown, change: (text: string) => string): string {
  const text = expectText(frame, value);
  frame.chargeWritten(text.length);
  return change(text);
}

/** Pays for the parts before they are made: at worst each character is one. */
function splitText(frame: Frame, value: unknown, separator: unknown): string[] {
  const [text, by] = [expectText(frame, value), expectText(frame, separator)];
  chargeSearch(frame, text.length, by.length);
  frame.chargeWritten(text.length);
  return text.split(by);
}

/** Pays for looking for one text in another: at worst their product. */
export function chargeSearch(frame: Frame, textLength: number, wantedLength: number): void {
  frame.chargeRead(textLength * Math.ceil(wantedLength / 16));
}

/** Elements as templates write them: `null` is nothing, maps and lists are JSON. */
function join(frame: Frame, [list, separator = ""]: readonly unknown[]): string {
  const [elements, by] = [expectList(frame, list), expectText(frame, separator)];
  const meter = createTextMeter(frame);
  const texts = elements.map((element) => toText(toJson(element, meter)));
  frame.chargeWritten(by.length * texts.length);
  return texts.join(by);
}

/** Every occurrence, as it stands: no pattern. */
function replace(frame: Frame, value: unknown, wanted: unknown, replacement: unknown): string {
  const parts = splitText(frame, value, wanted);
  const by = expectText(frame, replacement);
  frame.chargeWritten(parts.reduce((total, part) => total + part.length + by.length, 0));
  return parts.join(by);
}

export const TEXT_FUNCTIONS: Record<string, ExpressionFunction> = {
  join: { minimum: 1, maximum: 2, call: join },
  lower: defineFunction(1, (frame, text) => convert(frame, text, (value) => value.toLowerCase())),
  replace: defineFunction(3, replace),
  split: defineFunction(2, splitText),
  trim: defineFunction(1, (frame, text) => convert(frame, text, (value) => value.trim())),
  upper: defineFunction(1, (frame, text) => convert(frame, text, (value) => value.toUpperCase())),
};
