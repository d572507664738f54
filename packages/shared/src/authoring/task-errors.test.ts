import { describe, expect, it } from "vitest";
import { NonRetryableError, TaskError } from "./task-errors.js";

class CardDeclined extends TaskError {}

describe("what a handler throws", () => {
  it("has a type, details, and may be tried again", () => {
    const error = new TaskError("declined", { type: "Declined", details: { card: 1 } });
    expect(error).toMatchObject({ name: "TaskError", type: "Declined", details: { card: 1 }, retryable: true });
  });

  it("has its class's name as type", () => {
    expect(new CardDeclined("no")).toMatchObject({ name: "CardDeclined", type: "CardDeclined", details: null });
  });

  it("is not tried again when it says so", () => {
    expect(new TaskError("no", { retryable: false }).retryable).toBe(false);
    expect(new NonRetryableError("no", { details: 1 })).toMatchObject({
      type: "NonRetryableError",
      retryable: false,
      details: 1,
    });
  });

  it("keeps its cause", () => {
    const cause = new Error("before");
    expect(new TaskError("no", { cause }).cause).toBe(cause);
  });
});
