import type { ContainerCounts, SettlePolicy, TerminalStatus } from "@taskloom/interfaces";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runInOrder } from "./child-sequence.js";
import type { CompositeConfig } from "./composite-config.js";
import { statusCalculator } from "./status-calculator.js";

type Strategy = NonNullable<CompositeConfig["strategy"]>;

interface End {
  readonly completed: boolean;
  /** How many children ran. */
  readonly ran: number;
}

const isFailure = (status: TerminalStatus): boolean => status === "failed" || status === "timed_out";

/** What a person would do with a list of steps. */
function endByHand(strategy: Strategy, outcomes: readonly TerminalStatus[]): End {
  const failure = outcomes.findIndex(isFailure);
  if (strategy === "fail_fast")
    return { completed: failure === -1, ran: failure === -1 ? outcomes.length : failure + 1 };
  return { completed: failure === -1 || outcomes.includes("completed"), ran: outcomes.length };
}

/** What the engine does: starts one child after the other until the status is no longer running. */
function endByCounting(settle: SettlePolicy, outcomes: readonly TerminalStatus[]): End {
  const total = outcomes.length;
  let counts: ContainerCounts = { total, pending: total, running: 0, completed: 0, failed: 0, canceled: 0, skipped: 0 };
  for (const [index, outcome] of outcomes.entries()) {
    const place = isFailure(outcome) ? "failed" : (outcome as "completed" | "canceled" | "skipped");
    counts = { ...counts, pending: counts.pending - 1, [place]: counts[place] + 1 };
    const status = statusCalculator.calculateStatus(settle, counts);
    if (status !== "running") return { completed: status === "completed", ran: index + 1 };
  }
  throw new Error("All children have ended and the container has not.");
}

describe("the status of a composite", () => {
  it.for(["fail_fast", "best_effort"] as const)("%s ends when and how a person would say", (strategy) => {
    const outcome = fc.constantFrom<TerminalStatus>("completed", "failed", "timed_out", "skipped");
    const property = fc.property(fc.array(outcome, { minLength: 1, maxLength: 10 }), (outcomes) => {
      const { settle } = runInOrder({ id: "c", tasks: [], strategy }, outcomes.length);
      expect(endByCounting(settle, outcomes)).toStrictEqual(endByHand(strategy, outcomes));
    });
    fc.assert(property, { numRuns: 500 });
  });

  it("changes once, out of running", () => {
    expect(statusCalculator.shouldUpdateStatus("running", "failed")).toBe(true);
    expect(statusCalculator.shouldUpdateStatus("failed", "completed")).toBe(false);
  });
});
