import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCronTimes } from "./cron-times.js";

function list(cron: string, zone: string, after: string, until: string): string[] {
  const times = createCronTimes(cron, zone).list(Date.parse(after), Date.parse(until), 100);
  return times.map((at) => new Date(at).toISOString().replace(".000Z", "Z"));
}

describe("the times of a schedule", () => {
  it("are those of the zone, and UTC's are UTC's", () => {
    expect(list("0 9 * * *", "UTC", "2026-01-01T00:00:00Z", "2026-01-02T23:00:00Z")).toEqual([
      "2026-01-01T09:00:00Z",
      "2026-01-02T09:00:00Z",
    ]);
    expect(list("0 9 * * *", "Europe/Paris", "2026-03-27T12:00:00Z", "2026-03-30T12:00:00Z")).toEqual([
      "2026-03-28T08:00:00Z",
      "2026-03-29T07:00:00Z",
      "2026-03-30T07:00:00Z",
    ]);
  });

  it("have seconds first when there are six fields", () => {
    expect(list("15,45 0 9 * * *", "UTC", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z")).toEqual([
      "2026-01-01T09:00:15Z",
      "2026-01-01T09:00:45Z",
    ]);
  });

  it("match either day of the month or day of the week when both are given", () => {
    expect(list("0 0 13 2 FRI", "UTC", "2026-02-01T00:00:00Z", "2026-02-28T00:00:00Z")).toEqual([
      "2026-02-06T00:00:00Z",
      "2026-02-13T00:00:00Z",
      "2026-02-20T00:00:00Z",
      "2026-02-27T00:00:00Z",
    ]);
    expect(list("0 0 14 2 FRI", "UTC", "2026-02-12T00:00:00Z", "2026-02-16T00:00:00Z")).toEqual([
      "2026-02-13T00:00:00Z",
      "2026-02-14T00:00:00Z",
    ]);
  });

  it("begin after the time given, and stop at the limit", () => {
    const times = createCronTimes("* * * * *", "UTC");
    expect(times.next(60_000)).toBe(120_000);
    expect(times.next(59_999)).toBe(60_000);
    expect(times.list(0, 3_600_000, 2)).toEqual([60_000, 120_000]);
  });

  it("are remembered, and right all the same when asked for earlier ones", () => {
    const times = createCronTimes("0 * * * *", "UTC");
    expect([times.next(7_200_000), times.next(7_300_000), times.next(0)]).toEqual([10_800_000, 10_800_000, 3_600_000]);
  });

  it("are none when no day fits", () => {
    expect(createCronTimes("0 0 30 2 *", "UTC").next(0)).toBeUndefined();
  });

  it("reach over years of clock changes", () => {
    expect(list("0 12 29 2 *", "Europe/Paris", "2026-01-01T00:00:00Z", "2033-01-01T00:00:00Z")).toEqual([
      "2028-02-29T11:00:00Z",
      "2032-02-29T11:00:00Z",
    ]);
  });
});

describe("a time that the clocks skip does not fire", () => {
  it("in Paris on 29 March 2026", () => {
    expect(list("30 2 * * *", "Europe/Paris", "2026-03-28T00:00:00Z", "2026-03-30T12:00:00Z")).toEqual([
      "2026-03-28T01:30:00Z",
      "2026-03-30T00:30:00Z",
    ]);
  });

  it("in New York on 8 March 2026", () => {
    expect(list("0 30 2 * * *", "America/New_York", "2026-03-07T00:00:00Z", "2026-03-09T12:00:00Z")).toEqual([
      "2026-03-07T07:30:00Z",
      "2026-03-09T06:30:00Z",
    ]);
  });

  it("and the hours around it follow one another", () => {
    expect(list("0 * * * *", "Europe/Paris", "2026-03-28T23:30:00Z", "2026-03-29T02:30:00Z")).toEqual([
      "2026-03-29T00:00:00Z",
      "2026-03-29T01:00:00Z",
      "2026-03-29T02:00:00Z",
    ]);
  });
});

describe("a time that the clocks repeat fires twice", () => {
  it("in Paris on 25 October 2026", () => {
    expect(list("30 2 * * *", "Europe/Paris", "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z")).toEqual([
      "2026-10-25T00:30:00Z",
      "2026-10-25T01:30:00Z",
      "2026-10-26T01:30:00Z",
    ]);
  });

  it("in New York on 1 November 2026", () => {
    expect(list("0 1 * * *", "America/New_York", "2026-10-31T12:00:00Z", "2026-11-02T12:00:00Z")).toEqual([
      "2026-11-01T05:00:00Z",
      "2026-11-01T06:00:00Z",
      "2026-11-02T06:00:00Z",
    ]);
  });

  it("and the first is found from between the two", () => {
    expect(list("30 2 * * *", "Europe/Paris", "2026-10-25T00:45:00Z", "2026-10-25T12:00:00Z")).toEqual([
      "2026-10-25T01:30:00Z",
    ]);
  });
});

const MINUTE_MS = 60_000;

/** Around the changes of 2026; Lord Howe's clocks change by half an hour. */
const CHANGES = [
  ["Europe/Paris", "2026-03-29T01:00:00Z"],
  ["Europe/Paris", "2026-10-25T01:00:00Z"],
  ["America/New_York", "2026-03-08T07:00:00Z"],
  ["America/New_York", "2026-11-01T06:00:00Z"],
  ["Australia/Lord_Howe", "2026-04-04T15:00:00Z"],
  ["Australia/Lord_Howe", "2026-10-03T15:30:00Z"],
] as const;

describe("around a change of the clocks", () => {
  it.each(CHANGES)("in %s (%s) it fires when the clocks show the time, and only then", (zone, change) => {
    const around = Date.parse(change);
    const format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
    const minutes = Array.from({ length: 12 * 60 }, (_, index) => around + (index - 6 * 60) * MINUTE_MS);
    const shown = minutes.map((at) => ({ at, time: format.format(at) }));
    const number = (max: number): fc.Arbitrary<number[]> => fc.uniqueArray(fc.nat(max), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(number(59), number(4), (atMinutes, atHours) => {
        const fits = ({ time }: { time: string }): boolean => {
          const [hour, minute] = time.split(":").map(Number);
          return atHours.includes(hour ?? -1) && atMinutes.includes(minute ?? -1);
        };
        const times = createCronTimes(`${atMinutes.join(",")} ${atHours.join(",")} * * *`, zone);
        const first = minutes[0] ?? 0;
        const listed = times.list(first - 1, first + (minutes.length - 1) * MINUTE_MS, 1_000);
        expect(listed).toEqual(shown.filter(fits).map(({ at }) => at));
      }),
      { numRuns: 20 },
    );
  });
});
