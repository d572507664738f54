import { describe, expect, it } from "vitest";
import { catchError, codeOf, detailsOf, entriesOf, evaluate } from "./evaluate.fixture.js";
import { parseExpression } from "./expression.js";

const input = { n: 3, half: 0.5, list: [1, 2, 3], name: "Ann", nothing: null, "first-name": "A" };

describe("numbers from JSON work in arithmetic", () => {
  it.each([
    ["input.n + 1", 4],
    ["1 + input.n", 4],
    ["input.n - 1", 2],
    ["input.n * 0.5", 1.5],
    ["2 * input.half", 1],
    ["input.n / 2", 1.5],
    ["7 / 2", 3],
    ["input.n % 2", 1],
    ["7 % input.n", 1],
    ["-input.n", -3],
    ["1 + 0.5", 1.5],
    ["1u + 2u", 3],
    ["size(input.list) * 0.5", 1.5],
  ])("%s", (text, value) => {
    expect(evaluate(text, { input })).toBe(value);
  });

  it.each([
    "size(input.list) > 2",
    "input.n == 3",
    "input.n == 3.0",
    "3u == input.n",
    "input.n < 4 && input.n >= 3u",
    "input.n in [1, 2, 3]",
    "1 in input.list",
    "input.list == [1, 2, 3]",
    "{'a': 1} == {'a': 1.0}",
    "input.list[input.n - 1] == 3",
    "input.list[0] == 1",
    "input.name.substring(input.n - 2) == 'nn'",
  ])("comparisons and indices too: %s", (text) => {
    expect(evaluate(text, { input })).toBe(true);
  });
});

describe("a missing key is an error", () => {
  it.each([
    ["input.nope", "input.nope", "map"],
    ["input.nope.deeper", "input.nope", "map"],
    ["input.list[7]", "input.list[7]", "list"],
    ["input.list['a']", "input.list['a']", "list"],
    ["input.nothing.x", "input.nothing.x", "null"],
    ["input.name.x", "input.name.x", "text"],
    ["input.list.map(x, x.y)", "x.y", "number"],
    ["(1 == 1).x", "(…).x", "bool"],
    ["(input).list[(0)].x", "input.list[0].x", "number"],
    ["b'a'.x", "(…).x", "bytes"],
    ["timestamp(0).x", "(…).x", "timestamp"],
    ["duration('1s').x", "(…).x", "duration"],
    ["int.x", "int.x", "type"],
  ])("%s names the path", (text, path, container) => {
    expect(detailsOf(() => evaluate(text, { input }))).toMatchObject({ path, container });
    expect(codeOf(text, { input })).toBe("EXPRESSION_MISSING");
  });

  it("a variable that the scope does not have is missing", () => {
    expect(detailsOf(() => evaluate("1 + item", {}))).toMatchObject({ path: "item", offset: 4 });
  });

  it.each(["constructor", "toString", "hasOwnProperty", "valueOf", "__proto__", "__defineGetter__"])(
    "members of JavaScript's objects are missing keys: %s",
    (key) => {
      expect(codeOf(`input.${key}`, { input })).toBe("EXPRESSION_MISSING");
      expect(codeOf(`input['${key}']`, { input })).toBe("EXPRESSION_MISSING");
      expect(evaluate(`has(input.${key})`, { input })).toBe(false);
      expect(codeOf(`input.list.${key}`, { input })).toBe("EXPRESSION_MISSING");
      expect(codeOf(`input.name.${key}`, { input })).toBe("EXPRESSION_MISSING");
      expect(codeOf(key === "__proto__" ? "input.x" : key, { input })).toBe("EXPRESSION_MISSING");
    },
  );

  it("keys of such names can be data", () => {
    const cars = [{ constructor: "Ferrari", n: 1 }];
    expect(evaluate("cars.filter(c, c.constructor == 'Ferrari').map(c, c.n)", { cars })).toEqual([1]);
    expect(entriesOf(evaluate("{'constructor': 1, '__proto__': 2}"))).toEqual([
      ["constructor", 1],
      ["__proto__", 2],
    ]);
  });
});

describe("errors at load", () => {
  it.each([
    ["input.n +", 9],
    ["1 + * 2", 4],
    ["'abc", 0],
    ["", 0],
    ["input.list.map(1, 2)", 15],
  ])("syntax: %s", (text, offset) => {
    expect(codeOf(text)).toBe("EXPRESSION_SYNTAX");
    expect(detailsOf(() => parseExpression(text))).toMatchObject({ expression: text, pointer: [], offset });
  });

  it("bare CEL in braces gets a hint", () => {
    expect(detailsOf(() => parseExpression("{{ input.x }}"))).toHaveProperty("hint");
  });

  it.each([
    ["lowerr('a')", ["lower"]],
    ["'a'.uper()", ["upper"]],
    ["xxxxxxxxx(1)", []],
    ["upper('a', 'b')", ["upper"]],
    ["[1].bind(x, 1, x)", []],
  ])("unknown function: %s names those that are alike", (text, near) => {
    const error = catchError(() => parseExpression(text));
    expect(error.code).toBe("EXPRESSION_UNKNOWN_FUNCTION");
    expect(error.details).toMatchObject({ near });
  });
});
