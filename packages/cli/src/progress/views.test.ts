import type { RunChange, TaskChange, TaskLogLine } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { canRedraw, hasColors } from "../terminal/terminal.js";
import { createTestTerminal } from "../terminal/test-terminal.fixture.js";
import { createLiveView } from "./live-view.js";
import { createPlainView } from "./plain-view.js";
import type { ProgressView } from "./progress-view.js";

const task: TaskChange = {
  kind: "task",
  path: "root/charge",
  step: "charge",
  id: "charge",
  parent: "root",
  status: "running",
  attempt: 1,
};
const error = { code: "HANDLER_FAILED", type: "Error", message: "busy\u001b[2J", details: null, task: "root/charge" };
const changes: readonly RunChange[] = [
  { kind: "run", status: "running" },
  { ...task, status: "pending", attempt: 0 },
  { ...task, startedAt: 1_000 },
  { ...task, status: "waiting", attemptError: error },
  { ...task, attempt: 2 },
  { ...task, attempt: 2, status: "failed", startedAt: 1_000, endedAt: 2_500, error },
  { kind: "signal", signal: "s", verdict: "kept" },
  { kind: "run", status: "failed", error },
];

function line(message: string, more: Partial<TaskLogLine> = {}): TaskLogLine {
  return { seq: 1, at: 0, level: "info", path: "root/charge", attempt: 1, message, ...more };
}

/** What every view is shown. */
function play(view: ProgressView): void {
  view.show(changes.slice(0, 3));
  view.log(line("charging"));
  view.log(line("details", { level: "debug" }));
  view.log(line("progress", { data: { progress: { fraction: 0.25 } } }));
  view.tell("charge is held up");
  view.show(changes.slice(3));
  view.end();
}

describe("plain lines", () => {
  it("tell each thing once, as text", () => {
    const terminal = createTestTerminal("/");
    play(createPlainView("r", terminal.stderr));
    expect(terminal.err().trimEnd().split("\n")).toStrictEqual([
      "run r running",
      "charge running",
      "charge: charging",
      "charge: 25%",
      "charge is held up",
      "charge attempt 1 failed: HANDLER_FAILED busy [2J",
      "charge running",
      "charge failed in 1.5s: HANDLER_FAILED busy [2J",
      "run r failed",
    ]);
  });
});

describe("a live tree", () => {
  it("keeps what handlers say above it, and stays with the state at the end", () => {
    const terminal = createTestTerminal("/", { screen: { rows: 10, columns: 80 }, env: { NO_COLOR: "1" } });
    play(createLiveView({ runId: "r", workflow: "order", startedAt: Date.now() }, terminal));
    const text = terminal.err();
    expect(text).toContain("charge: charging\n");
    expect(text).toContain("charge is held up\n");
    expect(text).not.toContain("details");
    expect(text).toContain("✗ order  failed");
    expect(text).toContain("  ✗ charge  failed  attempt 2  1.5s  HANDLER_FAILED busy [2J");
    expect(text).not.toContain("busy\u001b");
  });
});

describe("a terminal", () => {
  const screen = { rows: 10, columns: 80 };

  it.for([
    [{ screen }, true],
    [{}, false],
    [{ screen, env: { CI: "true" } }, false],
    [{ screen, env: { CI: "false" } }, true],
    [{ screen, env: { TERM: "dumb" } }, false],
    [{ screen, env: { NO_COLOR: "1" } }, true],
  ] as const)("%o is drawn over: %s", ([options, expected]) => {
    expect(canRedraw(createTestTerminal("/", options))).toBe(expected);
  });

  it.for([
    [{ screen }, true],
    [{}, false],
    [{ screen, env: { NO_COLOR: "1" } }, false],
    [{ screen, env: { NO_COLOR: "" } }, true],
    [{ screen, env: { TERM: "dumb" } }, false],
  ] as const)("%o has colours: %s", ([options, expected]) => {
    const terminal = createTestTerminal("/", options);
    expect(hasColors(terminal.stderr, terminal)).toBe(expected);
  });
});
