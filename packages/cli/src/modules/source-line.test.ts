import { describe, expect, it } from "vitest";
import { findSourceLine } from "./source-line.js";

function thrown(message: string, stack: string): Error {
  return Object.assign(new Error(message), { stack });
}

describe("where a module failed", () => {
  it("is the first line of the stack that stands in it", () => {
    const stack =
      "Error: no\n    at Object.run (node:internal/x:1:2)\n    at file:///p/handlers.mjs:3:7\n    at file:///p/main.js:9:9";
    expect(findSourceLine(thrown("no", stack), "/p/handlers.mjs")).toStrictEqual({
      message: "no",
      place: { line: 3, column: 7 },
    });
  });

  it("is the line above a syntax error, which has no column", () => {
    const stack =
      "file:///p/handlers.mjs:2\nboom\n^\n\nSyntaxError: Unexpected end of input\n    at compile (node:internal)";
    expect(findSourceLine(thrown("Unexpected end of input", stack), "/p/handlers.mjs").place).toStrictEqual({
      line: 2,
    });
  });

  it("is what the TypeScript compiler says, columns counted from 1", () => {
    const message = 'Transform failed with 1 error:\n/p/handlers.ts:2:0: ERROR: Expected "}" but found "boom"';
    expect(findSourceLine(new Error(message), "/p/handlers.ts")).toStrictEqual({
      message: 'Expected "}" but found "boom"',
      place: { line: 2, column: 1 },
    });
  });

  it("is unknown for what is no error, or comes from elsewhere", () => {
    expect(findSourceLine("a text", "/p/h.ts")).toStrictEqual({ message: "a text", place: {} });
    expect(findSourceLine(thrown("no", "Error: no\n    at file:///q.js:1:1"), "/p/h.ts").place).toStrictEqual({});
  });
});
