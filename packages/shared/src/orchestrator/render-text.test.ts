import type { JsonValue, Scope } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { renderText } from "./render-text.js";

function scopeOf(value: JsonValue): Scope {
  return { now: 0, variables: { value } };
}

describe("a template that has to give a text", () => {
  it.for<[JsonValue, string]>([
    ["x", "x"],
    [" x ", " x "],
    [7, "7"],
    [1.5, "1.5"],
    [false, "false"],
  ])("%o becomes '%s'", ([value, text]) => {
    expect(renderText("name", "{{ value }}", scopeOf(value))).toBe(text);
  });

  it("may be constant, or made of several parts", () => {
    expect(renderText("name", "plain", scopeOf(null))).toBe("plain");
    expect(renderText("name", "no. {{ value }}", scopeOf(7))).toBe("no. 7");
  });

  it.for<[JsonValue, string]>([
    [null, "null"],
    ["", "a blank text"],
    [" ", "a blank text"],
    [[], "a list"],
    [{}, "a map"],
  ])("%o is EXPRESSION_FAILED", ([value, kind]) => {
    expect(() => renderText("name", "{{ value }}", scopeOf(value))).toThrow(
      expect.objectContaining({ code: "EXPRESSION_FAILED", details: { key: "name", template: "{{ value }}", kind } }),
    );
  });
});
