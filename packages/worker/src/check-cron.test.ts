import { describe, expect, it } from "vitest";
import { checkCron } from "./check-cron.js";

describe("a cron text", () => {
  it.each(["0 9 * * 1-5", "0 0 9 * * MON"])("can be read: %s", (text) => {
    expect(checkCron(text)).toBeUndefined();
  });

  it.each(["", "0 9 * *", "61 * * * *", "daily"])("that cannot be read is told: %j", (text) => {
    expect(checkCron(text)).not.toBe("");
    expect(checkCron(text)).toBeTypeOf("string");
  });
});
