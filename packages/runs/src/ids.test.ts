import { describe, expect, it } from "vitest";
import { createIdSource } from "./ids.js";

describe("ids that are made", () => {
  const times = [0, 31, 32, 1_023, 1_024, 1_767_225_599_999, 1_767_225_600_000, 4_102_444_800_000, 32 ** 10 - 1];

  it("have 26 characters, and sort by the time of their making", () => {
    const ids = times.map((at) => createIdSource({ now: () => at }).next());
    expect(ids.toSorted()).toStrictEqual(ids);
    expect(ids.every((id) => /^[0-9a-z]{26}$/.test(id))).toBe(true);
  });

  it("differ when they are made in the same millisecond", () => {
    const { next } = createIdSource({ now: () => 0 });
    expect(new Set(Array.from({ length: 100 }, next)).size).toBe(100);
  });
});
