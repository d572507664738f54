import { describe, expect, it } from "vitest";
import { validateCron } from "./cron-text.js";

describe("a cron text", () => {
  it.each([
    "0 9 * * 1-5",
    "*/15 8-18 * * MON-FRI",
    "0 0 1 JAN,jul *",
    "30 0 9 * * *",
    "0-30/10 * * * * Sun",
    "0 0 * * 7",
    "  0   9 * * *  ",
  ])("has five or six fields, with names: %s", (text) => {
    expect(() => validateCron(text)).not.toThrow();
  });

  it.each([
    "",
    "* * * *",
    "0 0 9 * * * 2026",
    "@daily",
    "60 * * * *",
    "* 24 * * *",
    "* * 0 * *",
    "* * * 13 *",
    "* * * * 8",
    "* * * MON *",
    "* * * * JAN",
    "* * * * MONDAY",
    "MON * * * *",
    "0 0 L * *",
    "0 0 15W * *",
    "0 0 * * 5#2",
    "0 0 ? * *",
    "0 0 1 * +MON",
    "*/0 * * * *",
    "1- * * * *",
    "1,,2 * * * *",
    "5-1 * * * *",
    "every minute of the day",
  ])("is SCHEDULE_INVALID otherwise: %s", (text) => {
    expect(() => validateCron(text)).toThrow(expect.objectContaining({ code: "SCHEDULE_INVALID" }));
  });

  it.each(["UTC", "Europe/Paris", "America/New_York"])("goes by an IANA zone: %s", (zone) => {
    expect(() => validateCron("0 9 * * *", zone)).not.toThrow();
  });

  it.each(["", "Europe/Atlantis", "+01:00", "CET+1"])("is SCHEDULE_INVALID in the zone '%s'", (zone) => {
    expect(() => validateCron("0 9 * * *", zone)).toThrow(expect.objectContaining({ code: "SCHEDULE_INVALID" }));
  });
});
