import { describe, expect, it } from "vitest";
import type { Diagnostic } from "./diagnostic.js";
import { formatDiagnostic } from "./format-diagnostic.js";

const diagnostic: Diagnostic = {
  code: "TASK_UNKNOWN_NEXT",
  severity: "error",
  message: "there is no task 'nope'",
  file: "a.yaml",
  line: 2,
  column: 9,
  task: "a",
  hint: null,
};

describe("a diagnostic as text", () => {
  it("is its place, severity, code and message", () => {
    expect(formatDiagnostic(diagnostic)).toBe("a.yaml:2:9 error TASK_UNKNOWN_NEXT there is no task 'nope'");
  });

  it("shows the lines around its place, and its hint", () => {
    expect(formatDiagnostic({ ...diagnostic, hint: "write 'note'" }, "first\nsecond: nope\nthird\nfourth")).toBe(
      [
        "a.yaml:2:9 error TASK_UNKNOWN_NEXT there is no task 'nope'",
        "  1 | first",
        "> 2 | second: nope",
        "    |         ^",
        "  3 | third",
        "  hint: write 'note'",
      ].join("\n"),
    );
  });

  it("names the task where the definition came as a value, which has no lines", () => {
    const text = formatDiagnostic({ ...diagnostic, file: null, line: null, column: null }, "x");
    expect(text).toBe("definition task 'a' error TASK_UNKNOWN_NEXT there is no task 'nope'");
  });

  it("shows a part of a very long line", () => {
    const text = formatDiagnostic(
      { ...diagnostic, line: 1, column: 5_000 },
      `${"x".repeat(4_999)}!${"y".repeat(5_000)}`,
    );
    const [, shown = "", marker = ""] = text.split("\n");
    expect(shown.length).toBeLessThan(200);
    expect(shown[marker.indexOf("^")]).toBe("!");
  });
});
