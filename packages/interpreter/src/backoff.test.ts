import { expect, it } from "vitest";
import { computeBackoff } from "./backoff.js";

it("a call that was held up is repeated after 1, 2, 4 … seconds, at most 30", () => {
  expect([1, 2, 3, 4, 5, 6, 100].map(computeBackoff)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});
