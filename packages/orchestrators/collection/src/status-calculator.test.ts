import type { ContainerCounts } from "@taskloom/interfaces";
import { expect, it } from "vitest";
import { runItems } from "./items-run.js";
import { statusCalculator } from "./status-calculator.js";

const counts: ContainerCounts = { total: 9, pending: 0, running: 0, completed: 6, failed: 3, canceled: 0, skipped: 0 };

it.for([
  [{}, "failed"],
  [{ tolerated_failures: 3 }, "completed"],
  [{ tolerated_failures: "33%" }, "failed"],
  [{ tolerated_failures: "34%" }, "completed"],
  [{ strategy: "fail_fast" }, "failed"],
  [{ strategy: "best_effort" }, "completed"],
  [{ strategy: "race" }, "completed"],
] as const)("with %o a collection of nine with three failures is %s", ([keys, expected]) => {
  const { settle } = runItems({ id: "each", items: [], ...keys }, counts.total);
  expect(statusCalculator.calculateStatus(settle, counts)).toBe(expected);
});

it("the status changes once, out of running", () => {
  expect(statusCalculator.shouldUpdateStatus("running", "completed")).toBe(true);
  expect(statusCalculator.shouldUpdateStatus("completed", "failed")).toBe(false);
});
