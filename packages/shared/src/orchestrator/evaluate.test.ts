import { describe, expect, it } from "vitest";
import { evaluateCel, findSecretNames, renderValue } from "./evaluate.js";

const scope = { now: Date.UTC(2026, 0, 1), variables: { n: 2, text: "x" } };

describe("expressions of a task", () => {
  it("bare CEL gives a value", () => {
    expect(evaluateCel("n * 2 + 1", scope)).toBe(5);
  });

  it("a template gives a value where it is the whole text, else a text", () => {
    expect(renderValue("{{ n }}", scope)).toBe(2);
    expect(renderValue("{{ text }}-{{ n }}", scope)).toBe("x-2");
  });

  it("what has no template is given back", () => {
    const constant = { a: [1, null, "text"] };
    expect(renderValue(constant, scope)).toBe(constant);
    expect(renderValue(3, scope)).toBe(3);
    expect(renderValue(null, scope)).toBeNull();
  });

  it("the same value is rendered anew in each scope", () => {
    const value = { twice: "{{ n * 2 }}" };
    expect(renderValue(value, scope)).toStrictEqual({ twice: 4 });
    expect(renderValue(value, { ...scope, variables: { n: 3 } })).toStrictEqual({ twice: 6 });
  });

  it("a missing variable is EXPRESSION_MISSING in both", () => {
    const missing = { code: "EXPRESSION_MISSING" };
    expect(() => evaluateCel("missing + 1", scope)).toThrow(expect.objectContaining(missing));
    expect(() => renderValue("{{ missing }}", scope)).toThrow(expect.objectContaining(missing));
  });

  it.each(["env.PATH", "process.env.PATH", "globalThis.process.env.PATH", "env.constructor", "env.__proto__"])(
    "the process's environment is not to be seen: %s",
    (expression) => {
      const bare = { ...scope, variables: { env: { OWN: 1 } } };
      const missing = { code: "EXPRESSION_MISSING" };
      expect(() => evaluateCel(expression, bare)).toThrow(expect.objectContaining(missing));
    },
  );

  it("the secrets that templates refer to are known by name", () => {
    expect(findSecretNames({ key: "{{ secrets.TOKEN }}", n: "{{ n }}" })).toStrictEqual(["TOKEN"]);
    expect(findSecretNames("none")).toStrictEqual([]);
  });
});
