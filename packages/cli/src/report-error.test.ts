import { TaskloomError } from "@taskloom/shared";
import { expect, it } from "vitest";
import { AlreadyReported } from "./already-reported.js";
import { reportError } from "./report-error.js";
import { createTestTerminal } from "./terminal/test-terminal.fixture.js";

function report(error: unknown, isDebug = false): { exit: number; lines: readonly string[] } {
  const terminal = createTestTerminal("/");
  const exit = reportError(error, terminal, isDebug);
  return { exit, lines: terminal.err().trimEnd().split("\n") };
}

it("an error is told with its code, one sentence, the place and what to do", () => {
  const error = new TaskloomError("HANDLERS_INVALID", "it throws\nat once", {
    details: { file: "h.ts", line: 3, column: 7 },
  });
  expect(report(error)).toStrictEqual({
    exit: 3,
    lines: [
      "error HANDLERS_INVALID it throws at once",
      "  at h.ts:3:7",
      "  Mend what the message says; the module exports `defineHandlers({ … })` as its default.",
    ],
  });
});

it("details are told where the remedy speaks of them", () => {
  const { lines } = report(new TaskloomError("INPUT_INVALID", "does not fit", { details: [{ pointer: "/n" }] }));
  expect(lines.at(-1)).toBe('  details: [{"pointer":"/n"}]');
});

it("--debug adds the stack and what led to it", () => {
  const error = new TaskloomError("CONFIG_INVALID", "no", { cause: new RangeError("deep") });
  expect(report(error, true).lines.join("\n")).toMatch(/TaskloomError: no\n +at .*caused by RangeError: deep/s);
});

it("what has no code is a bug of ours: exit 70, with what to report", () => {
  const { exit, lines } = report(new TypeError("x is not a function"));
  expect(exit).toBe(70);
  expect(lines[0]).toBe("error BUG x is not a function");
  expect(lines[1]).toContain(`Node ${process.versions.node}`);
  expect(lines.join("\n")).toContain("report-error.test.ts");
});

it("what was told already is not told again", () => {
  expect(report(new AlreadyReported(3))).toStrictEqual({ exit: 3, lines: [""] });
});
