import { describe, expect, it } from "vitest";
import { catchError, codeOf, evaluate } from "./evaluate.fixture.js";
import { parseTemplate, renderTemplate } from "./template.js";

const numbers = Array.from({ length: 100_000 }, (_, index) => index);
const text = "a".repeat(5_000_000);
const objects = numbers.map((n) => ({ a: { b: [n] } }));
const input = { numbers, text, objects, half: `b${"a".repeat(500_000)}` };

describe("an evaluation takes at most 100,000 steps, whatever it does", () => {
  it.each([
    "range(100000).map(x, range(100000))",
    "range(1000000000)",
    "input.numbers.all(x, input.numbers.all(y, true))",
    "input.numbers.filter(x, x in input.numbers)",
    "input.numbers.map(x, input.numbers + input.numbers)",
    "input.objects == input.objects.map(x, x)",
    "input.numbers.map(x, input.objects == input.objects.map(y, y))",
    "input.text.contains(input.half)",
    "input.text.replace('a', input.text)",
    "split(input.text, input.half)",
    "join(input.numbers, input.text)",
    "input.numbers.map(x, input.text + input.text)",
    "cel.bind(a, input.text + input.text, cel.bind(b, a + a, cel.bind(c, b + b, size(c))))",
    "cel.bind(a, input.numbers + input.numbers, cel.bind(b, a + a, cel.bind(c, b + b, size(c + c))))",
    "input.numbers.map(x, input.text.matches('(a|b)*c'))",
    "input.numbers.map(x, string(x).matches('(a{1,300}|b{1,300})' + string(x)))",
    "input.numbers.map(x, timestamp(0).getHours('Europe/Paris'))",
    "input.numbers.map(x, json(input.objects))",
    "input.numbers.map(x, upper(input.text))",
    "input.numbers.map(x, input.text.lowerAscii())",
    "input.numbers.map(x, input.text < input.text)",
    "input.numbers.map(x, hash(input.text))",
    "input.numbers.exists(x, input.nope || x < 0)",
  ])("%s", (cel) => {
    expect(codeOf(cel, { input })).toBe("EXPRESSION_TOO_COSTLY");
  });

  it.each([
    "sum(input.numbers.filter(x, x < 10))",
    "size(sort(input.numbers))",
    "size(input.objects)",
    "size(unique(input.numbers))",
  ])("what 100,000 items need fits where a step is enough for an item: %s", (cel) => {
    const fewer = { numbers: numbers.slice(0, 40_000), objects };
    expect(evaluate(cel, { input: fewer })).toBeGreaterThan(0);
  });

  it("a limit that is reached is an error, though the other operand could decide", () => {
    expect(codeOf("range(1000000000) == [] || true")).toBe("EXPRESSION_TOO_COSTLY");
  });

  it("each expression of a template has its own", () => {
    const each = "{{ size(range(600000)) }}";
    expect(renderTemplate(parseTemplate([each, each]), { now: 0, variables: {} })).toEqual([600_000, 600_000]);
  });
});

describe("a result has at most 10,000,000 characters of JSON", () => {
  it.each([
    "input.objects.map(x, input.objects)",
    "[input.text, input.text]",
    "{'a': input.text, 'b': input.text}",
    "input.text.split('')",
  ])("%s is too large", (cel) => {
    expect(codeOf(cel, { input })).toBe("EXPRESSION_RESULT_TOO_LARGE");
  });

  it("all expressions of a template count together", () => {
    const template = parseTemplate({ a: "{{ input.text }}", b: "{{ input.text }}" });
    expect(catchError(() => renderTemplate(template, { now: 0, variables: { input } })).code).toBe(
      "EXPRESSION_RESULT_TOO_LARGE",
    );
  });
});
