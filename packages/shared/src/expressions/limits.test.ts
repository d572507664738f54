import { describe, expect, it } from "vitest";
import { catchError, codeOf, evaluate, readJson } from "./evaluate.fixture.js";
import { evaluateExpression, parseExpression } from "./expression.js";
import { parseTemplate, renderTemplate } from "./template.js";
import type { JsonValue } from "@taskloom/interfaces";

describe("an expression has at most 4,096 characters", () => {
  it("one more is EXPRESSION_TOO_LONG", () => {
    expect(evaluate(`'${"a".repeat(4_094)}'`)).toHaveLength(4_094);
    expect(codeOf(`'${"a".repeat(4_095)}'`)).toBe("EXPRESSION_TOO_LONG");
  });

  it.each([`{{ '${"a".repeat(4_095)}' }}`, `{{ input${".a".repeat(2_100)} }}`, `{{ ${" ".repeat(20_000)}`])(
    "in templates too",
    (template) => {
      expect(catchError(() => parseTemplate(template)).code).toBe("EXPRESSION_TOO_LONG");
    },
  );
});

describe("an expression nests at most 64 deep", () => {
  it.each([
    ["lists", "[".repeat(65) + "]".repeat(65)],
    ["parentheses", "(".repeat(2_000)],
    ["negations", `${"!".repeat(65)}true`],
    ["thousands of signs", `${"-".repeat(4_000)}1`],
    ["a path", `input${".a".repeat(65)}`],
    ["operands on the right", `${"1 + (".repeat(65)}1${")".repeat(65)}`],
  ])("deeper is EXPRESSION_TOO_DEEP: %s", (_what, deep) => {
    expect(codeOf(deep)).toBe("EXPRESSION_TOO_DEEP");
  });

  it.each([
    ["lists", "[".repeat(63) + "]".repeat(63)],
    ["negations", `${"!".repeat(62)}true`],
  ])("%s up to there are fine", (_what, deep) => {
    expect(() => evaluate(deep)).not.toThrow();
  });

  it("in plain paths of templates too", () => {
    expect(catchError(() => parseTemplate(`{{ input${".a".repeat(65)} }}`)).code).toBe("EXPRESSION_TOO_DEEP");
  });

  it("a chain of operators is not deep", () => {
    expect(evaluate(`1${" + 1".repeat(500)}`)).toBe(501);
  });

  it.each(["input", "json(input)", "input == other", "hash(input)"])("a value that nests too deep fails: %s", (cel) => {
    const nest = (): JsonValue => readJson("[".repeat(100_000) + "]".repeat(100_000));
    expect(codeOf(cel, { input: nest(), other: nest() })).toBe("EXPRESSION_TOO_DEEP");
  });

  it("so does a template that nests too deep", () => {
    const deep = readJson(`${"[".repeat(5_000)}"{{ 1 }}"${"]".repeat(5_000)}`);
    expect(catchError(() => parseTemplate(deep)).code).toBe("EXPRESSION_TOO_DEEP");
  });
});

describe("limits can be lowered", () => {
  const limits = { expressionLength: 20, expressionDepth: 3, expressionSteps: 5, expressionResultLength: 30 };

  it.each([
    ["1 + 2 + 3 + 4 + 5 + 6", "EXPRESSION_TOO_LONG"],
    ["[[[[1]]]]", "EXPRESSION_TOO_DEEP"],
  ])("%s at load", (cel, code) => {
    parseExpression(cel);
    expect(catchError(() => parseExpression(cel, limits)).code).toBe(code);
    expect(catchError(() => parseTemplate(`{{ ${cel} }}`, limits)).code).toBe(code);
  });

  it.each([
    ["[1, 2, 3, 4, 5, 6]", "EXPRESSION_TOO_COSTLY"],
    ["input.text", "EXPRESSION_RESULT_TOO_LARGE"],
  ])("%s at run time", (cel, code) => {
    const scope = { now: 0, variables: { input: { text: "a".repeat(40) } }, limits };
    expect(catchError(() => evaluateExpression(parseExpression(cel), scope)).code).toBe(code);
    expect(catchError(() => renderTemplate(parseTemplate(`{{ ${cel} }}`), scope)).code).toBe(code);
  });
});
