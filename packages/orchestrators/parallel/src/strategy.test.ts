import type { ContainerCounts, ContainerStatus, SettlePolicy, TerminalStatus } from "@taskloom/interfaces";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ParallelConfig } from "./parallel-config.js";
import { statusCalculator } from "./status-calculator.js";
import { runByStrategy } from "./strategy.js";

type Strategy = NonNullable<ParallelConfig["strategy"]>;

interface End {
  readonly status: ContainerStatus;
  /** How many children had ended then. */
  readonly after: number;
}

/** The table of strategies, over the list of what children came to, in the order in which they ended. */
function endByTable(strategy: Strategy, outcomes: readonly TerminalStatus[], tolerated: number): End {
  const isFailure = (status: TerminalStatus): boolean => status === "failed" || status === "timed_out";
  const isSuccess = (status: TerminalStatus): boolean => status === "completed";
  const stops = { wait_all: undefined, fail_fast: isFailure, best_effort: undefined, race: isSuccess }[strategy];
  const stop = stops === undefined ? -1 : outcomes.findIndex(stops);
  const seen = stop === -1 ? outcomes : outcomes.slice(0, stop + 1);
  const failures = seen.filter(isFailure).length;
  const anySuccess = seen.some(isSuccess);
  const completed = {
    wait_all: failures <= tolerated,
    fail_fast: failures === 0,
    best_effort: anySuccess || failures === 0,
    race: anySuccess || failures === 0,
  }[strategy];
  return { status: completed ? "completed" : "failed", after: seen.length };
}

/** What the engine does: asks for the status after each child event. */
function endByCounting(policy: SettlePolicy, outcomes: readonly TerminalStatus[]): End {
  let counts: ContainerCounts = { ...NOTHING, total: outcomes.length, running: outcomes.length };
  for (const [index, outcome] of outcomes.entries()) {
    const place = outcome === "timed_out" ? "failed" : outcome;
    counts = { ...counts, running: counts.running - 1, [place]: counts[place] + 1 };
    const status = statusCalculator.calculateStatus(policy, counts);
    if (status !== "running") return { status, after: index + 1 };
  }
  throw new Error("All children have ended and the container has not.");
}

const NOTHING: ContainerCounts = { total: 0, pending: 0, running: 0, completed: 0, failed: 0, canceled: 0, skipped: 0 };

const strategies = ["wait_all", "fail_fast", "best_effort", "race"] as const;
const outcome = fc.constantFrom<TerminalStatus>("completed", "failed", "timed_out", "canceled", "skipped");

describe("strategies", () => {
  it.for(strategies)("%s ends when and how its row of the table says, for any outcomes in any order", (strategy) => {
    const property = fc.property(fc.array(outcome, { minLength: 1, maxLength: 12 }), (outcomes) => {
      const tasks = outcomes.map((_, index) => ({ id: `t${index}` }));
      const { settle } = runByStrategy({ id: "p", tasks, strategy }, tasks.length);
      expect(endByCounting(settle, outcomes)).toStrictEqual(endByTable(strategy, outcomes, 0));
    });
    fc.assert(property, { numRuns: 500 });
  });

  it("wait_all overlooks as many failures as are tolerated, and no more", () => {
    const outcomes = fc.array(outcome, { minLength: 1, maxLength: 12 });
    const property = fc.property(outcomes, fc.nat({ max: 12 }), (outcomes, tolerated) => {
      const tasks = outcomes.map((_, index) => ({ id: `t${index}` }));
      const { settle } = runByStrategy({ id: "p", tasks, tolerated_failures: tolerated }, tasks.length);
      expect(endByCounting(settle, outcomes)).toStrictEqual(endByTable("wait_all", outcomes, tolerated));
    });
    fc.assert(property, { numRuns: 500 });
  });

  it.for(strategies)("with %s, a container of skipped children only is completed", (strategy) => {
    const { settle } = runByStrategy({ id: "p", tasks: [], strategy }, 3);
    expect(endByCounting(settle, ["skipped", "skipped", "skipped"]).status).toBe("completed");
  });
});

describe("the status of the container", () => {
  it("changes once, out of running", () => {
    expect(statusCalculator.shouldUpdateStatus("running", "completed")).toBe(true);
    expect(statusCalculator.shouldUpdateStatus("running", "running")).toBe(false);
    expect(statusCalculator.shouldUpdateStatus("completed", "failed")).toBe(false);
  });
});
