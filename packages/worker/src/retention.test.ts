import { describe, expect, it } from "vitest";
import { createLogger } from "./log/logger.js";
import { startRetention } from "./retention.js";

/** Retention on a journal whose prunes do as given; the times that were asked for, and the log. */
function start(
  retentionMs: number,
  prune: () => Promise<number>,
): {
  readonly times: number[];
  readonly lines: string[];
  readonly stop: () => Promise<void>;
} {
  const times: number[] = [];
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  const logger = createLogger({ level: "info", format: "json", secrets: [], write });
  const journal = {
    prune: async (endedBefore: number) => {
      times.push(endedBefore);
      return prune();
    },
  };
  return { times, lines, stop: startRetention(journal, retentionMs, logger) };
}

describe("retention", () => {
  it("removes runs that ended before its time at once", async () => {
    const before = Date.now();
    const { times, lines, stop } = start(60_000, async () => 2);
    await stop();
    expect(times).toHaveLength(1);
    expect(times[0]).toBeGreaterThanOrEqual(before - 60_000);
    expect(times[0]).toBeLessThanOrEqual(Date.now() - 60_000);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ level: "info", removed: 2 }]);
  });

  it("goes on when the journal fails, and says so", async () => {
    const { lines, stop } = start(0, async () => Promise.reject(new Error("locked")));
    await stop();
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { level: "error", err: { message: "locked" } },
    ]);
  });

  it("looks again, until it is stopped", async () => {
    let looks = 0;
    let again: () => void;
    const twice = new Promise<void>((resolve) => {
      again = resolve;
    });
    const { times, stop } = start(1, async () => {
      looks += 1;
      if (looks === 2) again();
      return 0;
    });
    await twice;
    await stop();
    expect(times).toHaveLength(2);
  });
});
