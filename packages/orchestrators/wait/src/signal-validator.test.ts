import { describe, expect, it } from "vitest";
import { validatePayload } from "./signal-validator.js";
import type { WaitConfig } from "./wait-config.js";
import { createSignalInput } from "./wait-sample.fixture.js";

const task: WaitConfig = {
  id: "ask",
  wait_for: "approve",
  payload_schema: { type: "object", required: ["by"], properties: { by: { type: "string" } } },
};

describe("a signal's payload", () => {
  it("may be anything without `payload_schema`", () => {
    const judgement = validatePayload(createSignalInput({ id: "ask", wait_for: "approve" }, [null]));
    expect(judgement).toStrictEqual({ verdict: "taken" });
  });

  it("may be processed when it fits", () => {
    expect(validatePayload(createSignalInput(task, { by: "ann" }))).toStrictEqual({ verdict: "taken" });
  });

  it("is refused with SIGNAL_INVALID and each place that does not fit", () => {
    expect(validatePayload(createSignalInput(task, { by: 3 }))).toMatchObject({
      verdict: "refused",
      error: { code: "SIGNAL_INVALID", type: "SIGNAL_INVALID", task: "root/ask", details: [{ pointer: "/by" }] },
    });
  });

  it("is not to blame for a schema that is not valid", () => {
    const input = createSignalInput({ ...task, payload_schema: { type: "text" } }, {});
    expect(() => validatePayload(input)).toThrow(expect.objectContaining({ code: "SCHEMA_INVALID" }));
  });
});
