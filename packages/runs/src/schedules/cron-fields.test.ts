import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cronText } from "./cron-text.fixture.js";
import { parseCronFields, type CronFields } from "./cron-fields.js";
import { createCronTimes } from "./cron-times.js";

const SECOND_MS = 1_000;

function fits({ seconds, minutes, hours, months, daysOfMonth, daysOfWeek }: CronFields, at: number): boolean {
  const date = new Date(at);
  const onDayOfMonth = daysOfMonth?.includes(date.getUTCDate());
  const onDayOfWeek = daysOfWeek?.includes(date.getUTCDay());
  const isDay = onDayOfMonth === undefined ? (onDayOfWeek ?? true) : onDayOfMonth || onDayOfWeek === true;
  const isTime = seconds.includes(date.getUTCSeconds()) && minutes.includes(date.getUTCMinutes());
  return isDay && isTime && hours.includes(date.getUTCHours()) && months.includes(date.getUTCMonth() + 1);
}

describe("the fields of a cron text", () => {
  it("are those of five fields at second 0, or of six with seconds first", () => {
    expect(parseCronFields("5 4 * * *")).toMatchObject({ seconds: [0], minutes: [5], hours: [4] });
    expect(parseCronFields("5 4 3 2 1 0")).toEqual({
      seconds: [5],
      minutes: [4],
      hours: [3],
      daysOfMonth: [2],
      months: [1],
      daysOfWeek: [0],
    });
  });

  it("may be lists, ranges, steps and names", () => {
    expect(parseCronFields("*/20,5 8-18/5 1,15 JAN,mar-MAY Mon-fri")).toEqual({
      seconds: [0],
      minutes: [0, 5, 20, 40],
      hours: [8, 13, 18],
      daysOfMonth: [1, 15],
      months: [1, 3, 4, 5],
      daysOfWeek: [1, 2, 3, 4, 5],
    });
  });

  it.each([
    ["0", [0]],
    ["7", [0]],
    ["5-7", [0, 5, 6]],
    ["FRI-SUN", [0, 5, 6]],
    ["SUN-TUE", [0, 1, 2]],
    ["1-7/2", [0, 1, 3, 5]],
    ["*/3", [0, 3, 6]],
    ["*", undefined],
  ])("have Sunday as 0 or 7: %s", (field, days) => {
    expect(parseCronFields(`0 0 * * ${field}`).daysOfWeek).toEqual(days);
  });

  it("that cannot be read are SCHEDULE_INVALID", () => {
    expect(() => parseCronFields("@daily")).toThrow(expect.objectContaining({ code: "SCHEDULE_INVALID" }));
  });

  it("allow the times of the schedule, and no others", () => {
    fc.assert(
      fc.property(cronText, fc.nat(20_000 * 86_400), (text, second) => {
        const fields = parseCronFields(text);
        const times = createCronTimes(text, "UTC");
        const from = (times.next(second * SECOND_MS) ?? 0) - 300 * SECOND_MS;
        const seconds = Array.from({ length: 600 }, (_, index) => from + index * SECOND_MS);
        const expected = seconds.filter((at) => fits(fields, at));
        expect(times.list(from - 1, seconds.at(-1) ?? from, 600)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});
