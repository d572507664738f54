import { describe, expect, it } from "vitest";
import { createScheduleReader, keySchedule, readSchedule } from "./schedule.js";

const trigger = { cron: "0 9 * * *" };

describe("a schedule", () => {
  it("has defaults: UTC, skip, and a minute that is caught up", () => {
    const { key, times, ...rest } = readSchedule(trigger);
    expect(rest).toEqual({ cron: "0 9 * * *", timeZone: "UTC", overlap: "skip", catchUpMs: 60_000 });
    expect(key).toBe(keySchedule(trigger));
    expect(times.next(0)).toBe(9 * 3_600_000);
  });

  it("catches up at least two seconds, however little was asked for", () => {
    expect(readSchedule({ ...trigger, catch_up: "1h" }).catchUpMs).toBe(3_600_000);
    expect(readSchedule({ ...trigger, catch_up: 0 }).catchUpMs).toBe(2_000);
  });

  it("is another when its times or its input are, and the same when only the overlap is", () => {
    const others = [{ cron: "0 8 * * *" }, { ...trigger, time_zone: "Europe/Paris" }, { ...trigger, input: { a: 1 } }];
    expect(new Set([trigger, ...others].map(keySchedule)).size).toBe(4);
    expect(keySchedule({ ...trigger, overlap: "allow" })).toBe(keySchedule(trigger));
  });

  it("that cannot be read is SCHEDULE_INVALID", () => {
    expect(() => readSchedule({ cron: "@daily" })).toThrow(expect.objectContaining({ code: "SCHEDULE_INVALID" }));
  });

  it("is read once", () => {
    const read = createScheduleReader();
    expect(read({ ...trigger })).toBe(read({ ...trigger }));
    expect(read({ ...trigger, overlap: "allow" })).not.toBe(read(trigger));
  });
});
