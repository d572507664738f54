import { describe, expect, it } from "vitest";
import { prepareRunInput } from "./check-input.js";

const plan = {};
const TOO_LARGE: Error = expect.objectContaining({ code: "PAYLOAD_TOO_LARGE" }) as Error;

const definition = {
  input_schema: {
    type: "object",
    required: ["order_id"],
    properties: { order_id: { type: "string" }, express: { type: "boolean", default: true } },
  },
};

describe("the input of a run", () => {
  it("gets the defaults of its schema", () => {
    expect(prepareRunInput({ definition, plan }, { order_id: "7" })).toEqual({ order_id: "7", express: true });
  });

  it("is as it was given without a schema", () => {
    expect(prepareRunInput({ definition: {}, plan }, null)).toBeNull();
  });

  it("is INPUT_INVALID when it does not fit, with each place", () => {
    expect(() => prepareRunInput({ definition, plan }, { order_id: 7, express: "no" })).toThrow(
      expect.objectContaining({
        code: "INPUT_INVALID",
        details: [expect.objectContaining({ pointer: "/order_id" }), expect.objectContaining({ pointer: "/express" })],
      }),
    );
  });

  it("is PAYLOAD_TOO_LARGE over 50 MB", () => {
    const large = "x".repeat(50 * 1024 * 1024);
    expect(() => prepareRunInput({ definition: {}, plan }, large)).toThrow(TOO_LARGE);
  });

  it("is PAYLOAD_TOO_LARGE over a lower limit of the plan", () => {
    const small = { definition: {}, plan: { limits: { valueBytes: 10 } } };
    expect(prepareRunInput(small, "12345678")).toBe("12345678");
    expect(() => prepareRunInput(small, "123456789")).toThrow(TOO_LARGE);
  });
});
