import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isTaskloomError } from "./errors/taskloom-error.js";
import { MAX_DURATION_MS, parseDuration } from "./duration.js";

describe("parseDuration", () => {
  it.each([
    ["300ms", 300],
    ["30s", 30_000],
    ["5m", 300_000],
    ["1h30m", 5_400_000],
    ["2d", 172_800_000],
    ["1d2h3m4s5ms", 93_784_005],
    ["1.5s", 1_500],
    ["0s", 0],
    [" 5m ", 300_000],
    ["3650d", MAX_DURATION_MS],
  ])("%s", (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it.each([
    ["PT5M", 300_000],
    ["PT1H30M", 5_400_000],
    ["P2D", 172_800_000],
    ["P1DT12H", 129_600_000],
    ["PT1.5S", 1_500],
  ])("ISO-8601: %s", (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it("a number is milliseconds", () => {
    expect([0, 250, 1.4, MAX_DURATION_MS].map(parseDuration)).toEqual([0, 250, 1, MAX_DURATION_MS]);
  });

  it.each([
    "",
    "5",
    "abc",
    "-5m",
    "-PT5M",
    "5 m",
    "5x",
    "m",
    "1m1h",
    "1s1s",
    "1e3s",
    "1.5h",
    "P",
    "PT",
    "P1D T1H",
    "P1Y",
    "3651d",
    "99999999999999999999d",
    "٣s",
    "5M",
    "∞",
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    MAX_DURATION_MS + 1,
  ])("%s is DURATION_INVALID", (value) => {
    expect(() => parseDuration(value)).toThrow(expect.objectContaining({ code: "DURATION_INVALID" }));
  });

  it("never gives a negative number of milliseconds, or more than 10 years", () => {
    const units = fc.stringMatching(/^(\d{1,20}(d|h|m|s|ms)){1,3}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double(), units), (value) => {
        const result = tryParse(value) ?? 0;
        expect(Number.isInteger(result) && result >= 0 && result <= MAX_DURATION_MS).toBe(true);
      }),
    );
  });
});

function tryParse(value: string | number): number | undefined {
  try {
    return parseDuration(value);
  } catch (error) {
    if (isTaskloomError(error) && error.code === "DURATION_INVALID") return undefined;
    throw error;
  }
}
