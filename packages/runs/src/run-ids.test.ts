import { describe, expect, it } from "vitest";
import { assertRunId } from "./run-ids.js";

describe("a run's id", () => {
  it("has at most 200 characters, one more is RUN_ID_INVALID", () => {
    const longest = "x".repeat(200);
    expect(() => assertRunId(longest)).not.toThrow();
    expect(() => assertRunId(`${longest}x`)).toThrow(expect.objectContaining({ code: "RUN_ID_INVALID" }));
  });

  it.each(["", "-a", ".a", "a/b", "a b", "a\n", "ä"])("is not %j: RUN_ID_INVALID", (run) => {
    expect(() => assertRunId(run)).toThrow(expect.objectContaining({ code: "RUN_ID_INVALID" }));
  });
});
