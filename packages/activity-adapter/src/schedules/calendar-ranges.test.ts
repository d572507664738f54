import { describe, expect, it } from "vitest";
import { listOthers, toRanges } from "./calendar-ranges.js";

describe("values of a calendar's field", () => {
  it.each([
    [[], []],
    [[7], [{ start: 7, end: 7, step: 1 }]],
    [[1, 2, 3, 4], [{ start: 1, end: 4, step: 1 }]],
    [[0, 15, 30, 45], [{ start: 0, end: 45, step: 15 }]],
    [
      [1, 2, 5, 9, 10],
      [
        { start: 1, end: 2, step: 1 },
        { start: 5, end: 5, step: 1 },
        { start: 9, end: 10, step: 1 },
      ],
    ],
  ])("become few ranges: %j", (values, ranges) => {
    expect(toRanges(values)).toEqual(ranges);
  });

  it("have others", () => {
    expect(listOthers([1, 3], 0, 4)).toEqual([0, 2, 4]);
  });
});
