import { describe, expect, it } from "vitest";
import { checkSchema } from "./schema-check.js";

describe("a value against a schema", () => {
  const schema = { type: "object", required: ["a"], properties: { a: { type: "number" } } };

  it("passes when it fits", () => {
    expect(() => checkSchema(schema, { a: 1 }, "INPUT_INVALID")).not.toThrow();
  });

  it("is refused with the code that the caller gives, at the value itself or inside it", () => {
    expect(() => checkSchema(schema, 3, "OUTPUT_INVALID")).toThrow(
      expect.objectContaining({ code: "OUTPUT_INVALID", details: [expect.objectContaining({ pointer: "" })] }),
    );
    expect(() => checkSchema(schema, { a: "x" }, "SIGNAL_INVALID")).toThrow(
      expect.objectContaining({ code: "SIGNAL_INVALID", details: [expect.objectContaining({ pointer: "/a" })] }),
    );
  });
});
