import { describe, expect, it } from "vitest";
import { codeOf, evaluate, reasonOf } from "../evaluate.fixture.js";

const input = { list: [1, 2, 3], n: 3, name: "Ann", nothing: null, "first-name": "A" };

describe("has() and ? forms", () => {
  it.each([
    ["has(input.name)", true],
    ["has(input.nope)", false],
    ["has(input.nothing)", true],
    ["has(input['first-name'])", true],
    ["has(input['no-name'])", false],
    ["has(input.?nope.x)", false],
    ["input.?name.orValue('x')", "Ann"],
    ["input.?nope.orValue('x')", "x"],
    ["input.?nope.?deeper.orValue('x')", "x"],
    ["input.?nope.deeper.orValue('x')", "x"],
    ["input.?nothing.orValue('x')", null],
    ["input.list[?0].orValue(9)", 1],
    ["input.list[?7].orValue(9)", 9],
    ["input[?'first-name'].orValue('x')", "A"],
    ["input.?nope.hasValue()", false],
    ["input.?name.value()", "Ann"],
    ["input.?nope.or(input.?name).value()", "Ann"],
    ["input.?name.or(input.?nope).value()", "Ann"],
    ["input.?nope", null],
    ["input.?name", "Ann"],
    ["optional.of(1).hasValue()", true],
    ["optional.none().hasValue()", false],
    ["input.?nope == optional.none()", true],
    ["optional.of(1) == optional.of(1.0)", true],
  ])("%s", (text, value) => {
    expect(evaluate(text, { input })).toEqual(value);
  });

  it("what stands before the last key of has() has to exist", () => {
    expect(codeOf("has(input.nope.deeper)", { input })).toBe("EXPRESSION_MISSING");
  });

  it("the value of an empty optional is missing", () => {
    expect(codeOf("input.?nope.value()", { input })).toBe("EXPRESSION_MISSING");
  });

  it("an optional's method on anything else fails", () => {
    expect(reasonOf("input.name.orValue('x')", { input })).toBe("optional_expected");
  });

  it.each(["has(input)", "has(input[0])", "has(input.list[input.n])"])("%s is no question to ask", (text) => {
    expect(codeOf(text, { input })).toBe("EXPRESSION_SYNTAX");
  });
});
