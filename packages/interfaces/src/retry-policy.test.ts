import { assert, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { computeRetryDelay, DEFAULT_RETRY_POLICY } from "./retry-policy.js";

describe("the delay before the next attempt", () => {
  it("is a second at first and doubles up to a minute, by default", () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => computeRetryDelay(DEFAULT_RETRY_POLICY, attempt));
    expect(delays).toStrictEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  });

  it("follows the coefficient and the intervals", () => {
    const policy = { ...DEFAULT_RETRY_POLICY, initialIntervalMs: 100, backoffCoefficient: 1.5, maximumIntervalMs: 200 };
    expect([1, 2, 3].map((attempt) => computeRetryDelay(policy, attempt))).toStrictEqual([100, 150, 200]);
  });

  it("is at most the maximum interval and never shrinks, however many attempts there were", () => {
    assert(
      property(integer({ min: 1, max: 1_000_000 }), (attempt) => {
        const delay = computeRetryDelay(DEFAULT_RETRY_POLICY, attempt);
        expect(delay).toBeLessThanOrEqual(DEFAULT_RETRY_POLICY.maximumIntervalMs);
        expect(computeRetryDelay(DEFAULT_RETRY_POLICY, attempt + 1)).toBeGreaterThanOrEqual(delay);
      }),
    );
  });

  it("is none without an initial interval, however many attempts there were", () => {
    const policy = { ...DEFAULT_RETRY_POLICY, initialIntervalMs: 0 };
    expect([1, 2, 100_000].map((attempt) => computeRetryDelay(policy, attempt))).toStrictEqual([0, 0, 0]);
  });

  it("has the defaults that Temporal's names suggest", () => {
    expect(DEFAULT_RETRY_POLICY).toMatchObject({ maximumAttempts: 3, nonRetryableErrorTypes: [] });
  });
});
