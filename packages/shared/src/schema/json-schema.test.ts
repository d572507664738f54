import { describe, expect, it } from "vitest";
import { isTaskloomError } from "../errors/taskloom-error.js";
import { compileSchema } from "./json-schema.js";
import type { JsonValue } from "@taskloom/interfaces";

const order: JsonValue = {
  type: "object",
  required: ["order_id"],
  properties: { order_id: { type: "string" }, express: { type: "boolean", default: false } },
  additionalProperties: false,
};

function codeOf(schema: JsonValue): string {
  try {
    compileSchema(schema);
    return "none";
  } catch (error) {
    return isTaskloomError(error) ? error.code : "other";
  }
}

describe("JSON Schemas", () => {
  it("names every place that does not fit", () => {
    const misfits = compileSchema(order).check({ order_id: 7, extra: 1 });
    expect(misfits.map(({ pointer }) => pointer).toSorted()).toEqual(["", "/order_id"]);
  });

  it("finds nothing in a value that fits", () => {
    expect(compileSchema(order).check({ order_id: "7" })).toEqual([]);
  });

  it("applies defaults to a copy", () => {
    const value = { order_id: "7" };
    expect(compileSchema(order).fill(value)).toEqual({ order_id: "7", express: false });
    expect(value).toEqual({ order_id: "7" });
  });

  it("compiles equal schemas once", () => {
    expect(compileSchema({ type: "string", minLength: 2 })).toBe(compileSchema({ minLength: 2, type: "string" }));
  });

  it("reads draft-07 where $schema says so, and 2020-12 otherwise", () => {
    const tuple: JsonValue = { type: "array", items: [{ type: "string" }], minItems: 1, additionalItems: false };
    expect(codeOf(tuple)).toBe("SCHEMA_INVALID");
    const old: JsonValue = { $schema: "http://json-schema.org/draft-07/schema#", ...tuple };
    expect(compileSchema(old).check([1])).toHaveLength(1);
    expect(compileSchema({ type: "array", prefixItems: [{ type: "string" }] }).check([1])).toHaveLength(1);
  });

  it.each<[string, JsonValue]>([
    ["no schema", "text"],
    ["null", null],
    ["a list", []],
    ["an unknown type", { type: "strin" }],
    ["an unknown keyword", { typ: "string" }],
    ["an unknown format", { type: "string", format: "shoe-size" }],
    ["a reference to another document", { $ref: "https://example.com/schema.json" }],
    ["a pattern with look-ahead, which RE2 has not", { type: "string", pattern: "a(?=b)" }],
    ["an unknown draft", { $schema: "http://json-schema.org/draft-04/schema#" }],
    ["an asynchronous schema", { $async: true, type: "string" }],
  ])("refuses %s", (_name, schema) => {
    expect(codeOf(schema)).toBe("SCHEMA_INVALID");
  });

  it("does not hang on a pattern that backtracks", () => {
    const schema = compileSchema({ type: "string", pattern: "^(a+)+$" });
    expect(schema.check(`${"a".repeat(50_000)}!`)).toHaveLength(1);
  });

  it("keeps the patterns of one schema apart", () => {
    const schema = compileSchema({
      type: "object",
      properties: { a: { type: "string", pattern: "^a$" }, b: { type: "string", pattern: "^b$" } },
    });
    expect(schema.check({ a: "a", b: "b" })).toEqual([]);
    expect(schema.check({ a: "b", b: "a" })).toHaveLength(2);
  });

  it("takes the same $id twice", () => {
    expect(codeOf({ $id: "https://example.com/a", type: "string" })).toBe("none");
    expect(codeOf({ $id: "https://example.com/a", type: "number" })).toBe("none");
  });

  it("follows references inside the schema", () => {
    const tree: JsonValue = {
      type: "object",
      properties: { kids: { type: "array", items: { $ref: "#" } }, n: { type: "number" } },
    };
    expect(compileSchema(tree).check({ kids: [{ n: "x" }] })[0]?.pointer).toBe("/kids/0/n");
  });

  it("knows true and false as schemas", () => {
    expect(compileSchema(true).check(1)).toEqual([]);
    expect(compileSchema(false).check(1)).toHaveLength(1);
  });
});
