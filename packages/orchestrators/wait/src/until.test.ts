import { describe, expect, it } from "vitest";
import { parseUntil } from "./until.js";

describe("`until`", () => {
  it.for<[string, number]>([
    ["2026-01-31T09:00:00Z", Date.UTC(2026, 0, 31, 9)],
    ["2026-01-31T09:00:00+02:00", Date.UTC(2026, 0, 31, 7)],
    ["2026-01-31T09:00:00.250-00:30", Date.UTC(2026, 0, 31, 9, 30, 0, 250)],
    ["2026-01-31t09:00:00z", Date.UTC(2026, 0, 31, 9)],
    ["2028-02-29T00:00:00Z", Date.UTC(2028, 1, 29)],
  ])("%s is RFC 3339", ([text, ms]) => {
    expect(parseUntil(text)).toBe(ms);
  });

  it.for([
    "tomorrow",
    "2026-01-31",
    "2026-01-31T09:00:00",
    "2026-01-31 09:00:00Z",
    "2026-01-31T09:00Z",
    "2026-02-30T09:00:00Z",
    "2026-02-29T09:00:00Z",
    "2026-13-01T09:00:00Z",
    "2026-00-10T09:00:00Z",
    "2026-01-00T09:00:00Z",
    "2026-01-31T24:01:00Z",
    "2026-01-31T09:60:00Z",
    "2026-01-31T09:00:00+25:00",
    "1769850000000",
  ])("%s is UNTIL_INVALID", (until) => {
    expect(() => parseUntil(until)).toThrow(expect.objectContaining({ code: "UNTIL_INVALID", details: { until } }));
  });
});
