import { parseCronFields } from "@taskloom/runs";
import { describe, expect, it } from "vitest";
import { computeLongestGap, toIntervals } from "./cron-intervals.js";

const DAY_S = 86_400;

describe("the intervals of a cron text", () => {
  it.each([
    ["* * * * * *", [{ every: 1, offset: 0 }]],
    ["30 9 * * *", [{ every: 3_600, offset: 1_800 }]],
    ["5,35 9 * * *", [{ every: 1_800, offset: 300 }]],
    ["20 */15 * * * *", [{ every: 900, offset: 20 }]],
    [
      "0,40 9 * * *",
      [
        { every: 3_600, offset: 0 },
        { every: 3_600, offset: 2_400 },
      ],
    ],
  ])("go by its minutes and seconds, and are few: %s", (cron, intervals) => {
    expect(toIntervals(parseCronFields(cron), [0, 3_600])).toEqual(intervals);
  });

  it("are those of UTC, whatever part of an hour the clocks are ahead or behind", () => {
    const fields = parseCronFields("10 9 * * *");
    expect(toIntervals(fields, [-12_600])).toEqual([{ every: 3_600, offset: 2_400 }]);
    expect(toIntervals(fields, [37_800, 39_600])).toEqual([{ every: 1_800, offset: 600 }]);
  });
});

describe("the longest time between two days of a cron text", () => {
  it.each([
    ["* * * * *", DAY_S / 24],
    ["0 9 * * *", DAY_S],
    ["0 9 * * 1", 7 * DAY_S],
    ["0 9 1 * 1", 7 * DAY_S],
    ["0 9 31 * *", 62 * DAY_S],
    ["0 9 1 6 *", 366 * DAY_S],
    ["0 9 29 2 *", 8 * 366 * DAY_S],
  ])("%s", (cron, seconds) => {
    expect(computeLongestGap(parseCronFields(cron))).toBe(seconds);
  });
});
