import { describe, expect, it } from "vitest";
import { findNearest } from "./nearest.js";

describe("the nearest name", () => {
  it.each([
    ["tiemout", "timeout"],
    ["Retry", "retry"],
    ["maximum_attempt", "maximum_attempts"],
    ["colour", undefined],
  ])("to %s is %s", (name, expected) => {
    expect(findNearest(name, ["timeout", "retry", "maximum_attempts"])).toBe(expected);
  });

  it("is none where nothing is known, or the name is a text", () => {
    expect(findNearest("a", [])).toBeUndefined();
    expect(findNearest("a".repeat(201), ["a".repeat(200)])).toBeUndefined();
  });
});
