import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entriesOf, evaluate, NOW, readJson, render, tryCode } from "./evaluate.fixture.js";
import { evaluateExpression, parseExpression } from "./expression.js";
import { parseTemplate, renderTemplate } from "./template.js";

/** JSON as a parser gives it, with dangerous keys and all. */
const json = fc.jsonValue({ maxDepth: 4 }).map((value) => readJson(JSON.stringify(value)));

const FRAGMENTS = `{{ }} { } ' " \\ // input . tasks ['a'] [ ] ( ) - ! 1 1.5 + == && ? : map(x, has( x range(9) size( 'a' , null in
  r' """ b' .? orValue(1) cel.bind(x,1, type( 😀 é 9223372036854775807 timestamp(0) duration('1s') .matches( % true`;
const fragments = fc.constantFrom(" ", "\n", "\u0000", ...FRAGMENTS.split(/\s+/));
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fragments).map((parts) => parts.join("")),
);

const scope = { now: NOW, variables: { input: { a: 1, list: [1, "b", null] }, tasks: { a: { output: 2 } }, x: 1 } };

/** Whether it gives JSON or throws an error of ours; any other error is thrown on and fails the property. */
function givesJsonOrOurError(run: () => unknown): boolean {
  const values: unknown[] = [];
  const code = tryCode(() => values.push(run()));
  return code === undefined ? isDeepStrictEqual(JSON.parse(JSON.stringify(values)), values) : values.length === 0;
}

describe("properties", () => {
  it("rendering a constant value gives that value", () => {
    const constant = json.filter((value) => !JSON.stringify(value).includes("{{"));
    fc.assert(
      fc.property(constant, (value) => {
        expect(render(value)).toBe(value);
      }),
    );
  });

  it("any text is an expression or an error of ours, and evaluates to JSON or such an error", () => {
    const property = fc.property(text, (source) => {
      expect(givesJsonOrOurError(() => evaluateExpression(parseExpression(source), scope))).toBe(true);
    });
    fc.assert(property, { numRuns: 2_000 });
  });

  it("any text is a template or an error of ours, and renders to JSON or such an error", () => {
    const templates = fc.oneof(
      text,
      text.map((inner) => `{{ ${inner} }}`),
    );
    const property = fc.property(templates, (source) => {
      expect(givesJsonOrOurError(() => renderTemplate(parseTemplate(source), scope))).toBe(true);
    });
    fc.assert(property, { numRuns: 2_000 });
  });

  it("numbers come out of an expression as they went in", () => {
    const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger());
    fc.assert(
      fc.property(number, (n) => {
        expect(evaluate("n", { n })).toBe(n);
        expect(evaluate("n * 1.0", { n })).toBe(n);
        expect(render("{{ [n] }}", { n })).toEqual([n]);
        expect(render("{{ n }};", { n })).toBe(`${JSON.stringify(n)};`);
        expect(evaluate("n == n && n <= n && !(n < n)", { n })).toBe(true);
      }),
    );
  });

  it("whole numbers add up as in JavaScript, written in CEL or given as JSON", () => {
    const small = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(small, small, (a, b) => {
        const ways = ["a + b", `a + ${b}`, `${a} + b`, `${a} + ${b}`, "sum([a, b])"];
        expect(ways.map((cel) => evaluate(cel, { a, b }))).toEqual(ways.map(() => a + b));
      }),
    );
  });

  it("a path gives what the value holds there, in CEL and as a plain path", () => {
    const object = fc.dictionary(fc.oneof(fc.string(), fc.stringMatching(/^[a-z][a-z-]*$/)), json, { minKeys: 1 });
    fc.assert(
      fc.property(object, (source) => {
        const input = readJson(JSON.stringify(source));
        for (const [key, value] of entriesOf(input)) {
          const places = ["{{ input[key] }}"];
          if (!/[^ -~]/.test(key)) places.push(`{{ dyn(input)[${JSON.stringify(key)}] }}`);
          if (/^[A-Za-z_][\w-]*$/.test(key)) places.push(`{{ .input.${key} }}`, `{{ input.${key} }}`);
          expect(places.map((place) => render(place, { input, key }))).toEqual(places.map(() => value));
        }
      }),
    );
  });

  it("what is equal to itself as JSON is equal in CEL, and hashes alike", () => {
    fc.assert(
      fc.property(json, (a) => {
        const b = readJson(JSON.stringify(a));
        expect(evaluate("a == b && hash(a) == hash(b) && size(unique([a, b])) == 1", { a, b })).toBe(true);
      }),
    );
  });
});
