import { describe, expect, it } from "vitest";
import { prepareRunInput } from "./check-input.js";

const definition = {
  input_schema: {
    type: "object",
    required: ["order_id"],
    properties: { order_id: { type: "string" }, express: { type: "boolean", default: true } },
  },
};

describe("the input of a run", () => {
  it("gets the defaults of its schema", () => {
    expect(prepareRunInput({ definition }, { order_id: "7" })).toEqual({ order_id: "7", express: true });
  });

  it("is as it was given without a schema", () => {
    expect(prepareRunInput({ definition: {} }, null)).toBeNull();
  });

  it("is INPUT_INVALID when it does not fit, with each place", () => {
    expect(() => prepareRunInput({ definition }, { order_id: 7, express: "no" })).toThrow(
      expect.objectContaining({
        code: "INPUT_INVALID",
        details: [expect.objectContaining({ pointer: "/order_id" }), expect.objectContaining({ pointer: "/express" })],
      }),
    );
  });

  it("is PAYLOAD_TOO_LARGE over 50 MB", () => {
    const large = "x".repeat(50_000_000);
    expect(() => prepareRunInput({ definition: {} }, large)).toThrow(
      expect.objectContaining({ code: "PAYLOAD_TOO_LARGE" }),
    );
  });
});
