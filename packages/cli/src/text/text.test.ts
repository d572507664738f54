import { describe, expect, it } from "vitest";
import { fitColumns, measureColumns } from "./columns.js";
import { countOf } from "./count-of.js";
import { formatDuration } from "./format-duration.js";
import { toOneLine } from "./one-line.js";
import { formatTable } from "./table.js";

describe("texts on a screen", () => {
  it("are cut to the columns that there are, wide characters counted twice", () => {
    expect(fitColumns("abcdef", 6)).toBe("abcdef");
    expect(fitColumns("abcdefg", 6)).toBe("abcde…");
    expect(fitColumns("日本語", 5)).toBe("日本…");
    expect(fitColumns("abc", 0)).toBe("");
    expect(measureColumns("✓ 日本")).toBe(6);
  });

  it("hold nothing that a terminal would take for a command", () => {
    expect(toOneLine("a\u001b[31mb\r\nc\u0007\u009b2Jd\u2028e")).toBe("a [31mb c 2Jd e");
  });

  it.for([
    [0, "0ms"],
    [999, "999ms"],
    [1_250, "1.2s"],
    [59_999, "59.9s"],
    [60_000, "1m"],
    [303_000, "5m 3s"],
    [5_400_000, "1h 30m"],
    [187_200_000, "2d 4h"],
    [86_405_000, "1d"],
  ] as const)("show %i ms as %s", ([ms, text]) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it("count things", () => {
    expect([countOf(0, "run"), countOf(1, "run"), countOf(2, "run")]).toStrictEqual(["0 runs", "1 run", "2 runs"]);
  });

  it("stand in columns as wide as their widest cell", () => {
    expect(
      formatTable([
        ["RUN", "TOOK"],
        ["order-1", "1s"],
        ["日", ""],
      ]),
    ).toBe("RUN      TOOK\norder-1  1s\n日\n");
  });
});
