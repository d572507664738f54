import { computeContainerStatus } from "@taskloom/interfaces";
import { expect, it } from "vitest";
import { runOnlyChild } from "./run-only-child.js";

it("an only child's end is the end of the work", () => {
  const { settle, ...directive } = runOnlyChild({ step: "a", id: "a" }, "never");
  expect(directive).toStrictEqual({
    kind: "children",
    source: { children: [{ step: "a", id: "a" }] },
    window: 1,
    collect: "only",
    ask: "never",
  });
  const open = { total: 1, pending: 0, running: 0, completed: 0, failed: 0, canceled: 0, skipped: 0 };
  expect(computeContainerStatus(settle, { ...open, running: 1 })).toBe("running");
  expect(computeContainerStatus(settle, { ...open, completed: 1 })).toBe("completed");
  expect(computeContainerStatus(settle, { ...open, failed: 1 })).toBe("failed");
  expect(computeContainerStatus(settle, { ...open, skipped: 1 })).toBe("completed");
});
