import { describe, expect, it } from "vitest";
import { catchError, codeOf, evaluate, reasonOf } from "./evaluate.fixture.js";

const input = { n: 3, list: [1, 2, 3], map: { b: 2, a: 1 }, name: "Ann" };

describe("standard CEL", () => {
  it.each([
    ["input.n > 2 ? 'big' : 1", "big"],
    ["input.n > 5 ? 'big' : 1", 1],
    ["!(input.n > 2)", false],
    ["'a' + 'b'", "ab"],
    ["[1] + ['a']", [1, "a"]],
    ["[1, 'a', null, true, {'k': [2.5]}]", [1, "a", null, true, { k: [2.5] }]],
    ["{'a': 1, 2: 'b', true: 'c'}", { a: 1, "2": "b", true: "c" }],
    ["'a' in input.map", true],
    ["'z' in input.map", false],
    ["1 in [2]", false],
    ["input.name.startsWith('A') && input.name.contains('nn')", true],
    ["string(input.n) + string(1.5) + string(true)", "31.5true"],
    ["int('7') + int(2.9)", 9],
    ["type(input.n) == double && type(1) == int", true],
    ["type(input.list) == list && type(input.map) == map", true],
    ["dyn(1) == 1", true],
    ["'b' > 'a'", true],
    ["[1, 2] != [1, 3]", true],
    ["null == null && null != 0", true],
    ["b'abc' == bytes('abc')", true],
    ["b'abc' == bytes('abd')", false],
    ["1 == 'a'", false],
    ["{'a': 1} == {'b': 1}", false],
    ["[1] == {'a': 1}", false],
    ["1.5 == 1", false],
    ["timestamp(0) == 'a' || duration('1s') == 'a' || b'a' == 'a' || {'a': 1} == 'a' || [1] == 'a'", false],
    ["1 == true || null == {'a': 1} || {'a': 1} == null", false],
    ["input.list.filter(x, x > 1)", [2, 3]],
    ["input.list.map(x, x * 2)", [2, 4, 6]],
    ["input.list.map(x, x > 1, x * 2)", [4, 6]],
    ["input.list.all(x, x > 0)", true],
    ["input.list.all(x, x > 1)", false],
    ["input.list.exists(x, x == 2)", true],
    ["input.list.exists(x, x == 9)", false],
    ["input.list.exists_one(x, x == 2)", true],
    ["input.list.exists_one(x, x > 1)", false],
    ["input.map.filter(k, k == 'a')", ["a"]],
    [
      "input.list.map(x, input.list.map(y, x * y))",
      [
        [1, 2, 3],
        [2, 4, 6],
        [3, 6, 9],
      ],
    ],
    ["[[1, 2], [3]].map(x, x.map(x, x + 1))", [[2, 3], [4]]],
    ["cel.bind(x, input.n + 1, x * x)", 16],
    ["duration('90s') + duration('500ms')", "90.5s"],
    ["duration('-1.5s')", "-1.5s"],
    ["duration('1s') - duration('1.5s')", "-0.5s"],
    ["duration('60s') == duration('1m')", true],
    ["timestamp('2026-01-31T09:00:00Z') + duration('1h')", "2026-01-31T10:00:00.000Z"],
    ["timestamp('2026-01-31T09:00:00Z') == timestamp(1769850000)", true],
    ["string(timestamp(0)) + string(duration('1s'))", "1970-01-01T00:00:00.000Z1s"],
    ["int(timestamp('2026-01-31T09:00:00Z'))", 1_769_850_000],
    ["timestamp('2026-01-31T09:00:00Z').getHours('Europe/Paris')", 10],
    ["timestamp(timestamp(0)) == timestamp(0) && duration(duration('1s')) == duration('1s')", true],
    ["b'abc'", "YWJj"],
    ["9007199254740991", 9_007_199_254_740_991],
  ])("%s", (text, value) => {
    expect(evaluate(text, { input })).toEqual(value);
  });

  it.each([
    ["true || input.nope", true],
    ["input.nope || true", true],
    ["false && input.nope", false],
    ["input.nope && false", false],
    ["input.list.exists(x, x.nope || x == 3)", true],
    ["input.list.all(x, x.nope && x > 9)", false],
  ])("an operand that decides wins over a fault of the other: %s", (text, value) => {
    expect(evaluate(text, { input })).toBe(value);
  });

  it.each(["input.nope || false", "input.nope && true", "input.list.exists(x, x.nope)", "input.list.all(x, x.nope)"])(
    "a fault that nothing outweighs stays: %s",
    (text) => {
      expect(codeOf(text, { input })).toBe("EXPRESSION_MISSING");
    },
  );
});

describe("wrong types fail at run time", () => {
  it.each([
    ["input.n + 'a'", "no_such_overload"],
    ["-input.name", "no_such_overload"],
    ["1 in 2", "no_such_overload"],
    ["null in {'a': 1}", "no_such_overload"],
    ["!input.n", "bool_expected"],
    ["input.n ? 1 : 2", "bool_expected"],
    ["input.n && true", "bool_expected"],
    ["input.list.filter(x, x)", "bool_expected"],
    ["input.n.map(x, x)", "list_expected"],
    ["{[1]: 2}", "invalid_key"],
    ["1 / 0", "division_by_zero"],
    ["1.0 / 0.0", "not_finite"],
    ["input.n % 0.0", "not_finite"],
    ["9007199254740992", "integer_out_of_range"],
    ["9223372036854775807 + 1", "numeric_overflow"],
    ["string([1])", "no_matching_overload"],
    ["timestamp(0).getHours('Nowhere')", "invalid_argument"],
    ["timestamp('9999-12-31T23:00:00Z') + duration('2h')", "timestamp_out_of_range"],
    ["string(timestamp('9999-12-31T23:00:00Z') + duration('2h'))", "timestamp_out_of_range"],
    ["type(1)", "not_json"],
  ])("%s", (text, reason) => {
    expect(codeOf(text, { input })).toBe("EXPRESSION_FAILED");
    expect(reasonOf(text, { input })).toBe(reason);
  });

  it.each([
    "bool(secrets.pin)",
    "int(secrets.pin)",
    "duration(secrets.pin)",
    "parseJson(secrets.pin)",
    "secrets.pin.x",
    "{'a': 1}[secrets.pin]",
  ])("no error shows a value: %s", (text) => {
    const error = catchError(() => evaluate(text, { secrets: { pin: "canary-7391" } }));
    expect(JSON.stringify([error.message, error.details, error.stack, error.cause])).not.toContain("canary");
  });
});
