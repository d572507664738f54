import { describe, expect, it } from "vitest";
import { formatLine } from "./pretty-line.js";

describe("a line for people", () => {
  it.each([
    [{ time: "2026-01-02T03:04:05.006Z", level: "info", msg: "hi" }, "03:04:05.006 INFO  hi\n"],
    [{ time: "2026-01-02T03:04:05.006Z", level: "error", msg: "hi", a: 1 }, "03:04:05.006 ERROR hi a=1\n"],
    [
      { time: "2026-01-02T03:04:05.006Z", level: "warn", task: "root/x[1]#2" },
      "03:04:05.006 WARN   task=root/x[1]#2\n",
    ],
    [{ msg: { a: 1 }, b: "two words", c: null }, '  {"a":1} b="two words" c=null\n'],
    [{ msg: "a\nb\u001b[31m\u0007\u009b" }, "  a\\nb\\u001b[31m\\u0007\\u009b\n"],
    [{ msg: "x", err: { message: "no stack" } }, "  x\n"],
    [{ msg: "x", err: { stack: 1 } }, "  x\n"],
    [{ msg: "x", err: null }, "  x\n"],
    [{ msg: "x", err: { stack: "Error: x\n  at y" } }, "  x\n    Error: x\n      at y\n"],
  ])("of %j is %j", (line, text) => {
    expect(formatLine(line)).toBe(text);
  });
});
