import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import { renderTree, type Screen } from "./render-tree.js";
import type { RunTree, TreeTask } from "./run-tree.js";

const screen: Screen = { rows: 20, columns: 100, colors: picocolors.createColors(false), now: 10_000 };

const base = { path: "root/t", attempt: 1, children: [] };
const tasks: TreeTask[] = [
  { ...base, id: "charge", status: "completed", startedAt: 0, endedAt: 1_250 },
  { ...base, id: "ship", status: "running", startedAt: 7_000, note: "60% packing" },
  {
    ...base,
    id: "retry",
    status: "waiting",
    attempt: 2,
    startedAt: 9_500,
    error: { code: "HANDLER_FAILED", message: "busy\u001b[2J\nnow" },
  },
  {
    ...base,
    id: "index",
    status: "running",
    attempt: 0,
    startedAt: 5_000,
    counts: { total: 400, pending: 275, running: 5, completed: 117, failed: 3, canceled: 0, skipped: 0 },
  },
  {
    ...base,
    id: "late",
    status: "timed_out",
    startedAt: 0,
    endedAt: 61_000,
    error: { code: "TASK_TIMEOUT", message: "too slow" },
  },
  { ...base, id: "loser", status: "canceled", attempt: 0 },
];
const tree: RunTree = { runId: "order-1", workflow: "order", status: "running", startedAt: 0, tasks };

describe("a rendered tree", () => {
  it("has a status, attempts, durations, progress and errors on each line", () => {
    expect(renderTree(tree, screen)).toStrictEqual([
      "● order  running  10s  order-1",
      "  ✓ charge  1.2s",
      "  ● ship  3s  60% packing",
      "  ◌ retry  waiting  attempt 2  500ms  HANDLER_FAILED busy [2J now",
      "  ● index  120/400, 3 failed  5s",
      "  ✗ late  timed out  1m 1s  TASK_TIMEOUT too slow",
      "  ⊘ loser  canceled",
    ]);
  });

  it("fits the screen, whatever its size", () => {
    for (const [rows, columns] of [
      [3, 20],
      [5, 12],
      [1, 40],
    ] as const) {
      const lines = renderTree(tree, { ...screen, rows, columns });
      expect(lines.length).toBeLessThanOrEqual(rows);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
    }
  });

  it("colours nothing but symbols and counts", () => {
    const colored = renderTree(tree, { ...screen, colors: picocolors.createColors(true) });
    expect(colored[1]).toBe("  \u001b[32m✓\u001b[39m charge  1.2s");
  });
});
