import { describe, expect, it } from "vitest";
import { canTransition, isFailureStatus, isTerminalStatus, TASK_STATUSES } from "./status.js";

const open = ["pending", "running", "waiting", "paused"] as const;
const terminal = ["completed", "failed", "timed_out", "canceled", "skipped"] as const;

describe("statuses", () => {
  it("are nine, of which the last five are terminal", () => {
    expect(TASK_STATUSES).toStrictEqual([...open, ...terminal]);
    expect(TASK_STATUSES.filter(isTerminalStatus)).toStrictEqual(terminal);
  });

  it("timed_out counts as failed, cancelled and skipped do not", () => {
    expect(TASK_STATUSES.filter(isFailureStatus)).toStrictEqual(["failed", "timed_out"]);
  });

  it.for(terminal)("nothing leaves %s", (from) => {
    expect(TASK_STATUSES.filter((to) => canTransition(from, to))).toStrictEqual([]);
  });

  it.for(open)("%s may become any other status", (from) => {
    expect(TASK_STATUSES.filter((to) => canTransition(from, to))).toStrictEqual(
      TASK_STATUSES.filter((to) => to !== from),
    );
  });
});
