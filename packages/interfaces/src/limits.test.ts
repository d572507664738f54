import { describe, expect, it } from "vitest";
import { DEFAULT_LIMITS, lowerLimits } from "./limits.js";

describe("limits can be lowered, never raised", () => {
  it("what is above a default, or not given, counts as the default", () => {
    expect(lowerLimits({ expressionSteps: 1e9 })).toStrictEqual(DEFAULT_LIMITS);
  });

  it("what is below a default counts, and the others stay", () => {
    expect(lowerLimits({ items: 10, cancelGraceMs: 0 })).toStrictEqual({
      ...DEFAULT_LIMITS,
      items: 10,
      cancelGraceMs: 0,
    });
  });
});
