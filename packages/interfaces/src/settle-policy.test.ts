import { assert, constantFrom, nat, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { computeContainerStatus, computeProgress, stopsEarly } from "./settle-policy.js";
import type { ContainerCounts, ContainerStatus, SettlePolicy } from "./settle-policy.js";

const common = { waitForLosers: false, order: "listed" } as const;

const waitAll: SettlePolicy = { ...common, succeed: "all", cancelLosers: false };
const failFast: SettlePolicy = { ...common, succeed: "all", stopOn: "failure", cancelLosers: true };
const bestEffort: SettlePolicy = { ...common, succeed: "any", cancelLosers: false };
const race: SettlePolicy = { ...common, succeed: "first", stopOn: "success", cancelLosers: true };
const firstEnd: SettlePolicy = { ...common, succeed: "first", stopOn: "end", cancelLosers: true };

type Part = Exclude<keyof ContainerCounts, "total">;

/** The counts of so many children; the rest is zero and the total is their sum. */
function count(parts: Partial<Record<Part, number>>): ContainerCounts {
  const total = Object.values(parts).reduce((sum, part) => sum + part, 0);
  return { pending: 0, running: 0, completed: 0, failed: 0, canceled: 0, skipped: 0, ...parts, total };
}

const few = nat({ max: 4 });
const anyParts = record({ pending: few, running: few, completed: few, failed: few, canceled: few, skipped: few });
const anyCounts = anyParts.map(count);
const ended = anyCounts.map((counts) => count({ ...withoutTotal(counts), pending: 0, running: 0 }));
const anyPolicy = constantFrom(waitAll, failFast, bestEffort, race, firstEnd);

function withoutTotal({ total: _total, ...parts }: ContainerCounts): Record<Part, number> {
  return parts;
}

interface Row {
  readonly claim: string;
  readonly policy: SettlePolicy;
  readonly counts: ContainerCounts;
  readonly status: ContainerStatus;
}

describe("wait_all", () => {
  const rows: readonly Row[] = [
    row("goes on while a child is open, whatever failed", waitAll, { failed: 2, running: 1 }, "running"),
    row("goes on while a child has not started", waitAll, { completed: 2, pending: 1 }, "running"),
    row("is completed when none failed", waitAll, { completed: 3 }, "completed"),
    row("failed when one failed", waitAll, { completed: 2, failed: 1 }, "failed"),
    row("is completed when only tolerated ones failed", tolerate(1), { completed: 2, failed: 1 }, "completed"),
    row("failed when more than the tolerated ones failed", tolerate(1), { completed: 1, failed: 2 }, "failed"),
    row("is completed when all were skipped", waitAll, { skipped: 3 }, "completed"),
    row("is completed without children", waitAll, {}, "completed"),
  ];
  expectRows(rows);
});

describe("fail_fast", () => {
  const rows: readonly Row[] = [
    row("goes on while nothing failed", failFast, { completed: 1, running: 1, pending: 1 }, "running"),
    row("ends at the first failure", failFast, { completed: 1, failed: 1, running: 1, pending: 1 }, "failed"),
    row("is completed when all are terminal and none failed", failFast, { completed: 2, skipped: 1 }, "completed"),
    row("counts a cancelled child as no failure", failFast, { canceled: 1, completed: 1 }, "completed"),
  ];
  expectRows(rows);
});

describe("best_effort", () => {
  const rows: readonly Row[] = [
    row("goes on while a child is open", bestEffort, { completed: 1, failed: 1, running: 1 }, "running"),
    row("is completed when at least one completed", bestEffort, { completed: 1, failed: 2 }, "completed"),
    row("failed when none completed", bestEffort, { failed: 2, skipped: 1 }, "failed"),
    row("is completed with nothing failed and nothing completed", bestEffort, { skipped: 2 }, "completed"),
  ];
  expectRows(rows);
});

describe("race", () => {
  const rows: readonly Row[] = [
    row("goes on after a failure while others are open", race, { failed: 1, running: 1, pending: 1 }, "running"),
    row("ends at the first success", race, { completed: 1, failed: 1, running: 1, pending: 1 }, "completed"),
    row("failed when all are terminal and none completed", race, { failed: 2, canceled: 1 }, "failed"),
    row("is completed with nothing failed and nothing completed", race, { skipped: 2 }, "completed"),
  ];
  expectRows(rows);
});

describe("a policy that stops at the first end", () => {
  const rows: readonly Row[] = [
    row("goes on while nobody has ended", firstEnd, { running: 2 }, "running"),
    row("goes on when one was skipped", firstEnd, { skipped: 1, running: 1 }, "running"),
    row("ends at a success", firstEnd, { completed: 1, running: 1 }, "completed"),
    row("ends at a failure", firstEnd, { failed: 1, running: 1 }, "failed"),
  ];
  expectRows(rows);
});

describe("any policy", () => {
  it("is never running when all children are terminal", () => {
    assert(
      property(anyPolicy, ended, (policy, counts) => {
        expect(computeContainerStatus(policy, counts)).not.toBe("running");
      }),
    );
  });

  it("completes a container in which nothing failed", () => {
    assert(
      property(anyPolicy, ended, (policy, counts) => {
        const unharmed = count({ ...withoutTotal(counts), failed: 0 });
        expect(computeContainerStatus(policy, unharmed)).toBe("completed");
      }),
    );
  });

  it("is running exactly while children are open and it does not stop early", () => {
    assert(
      property(anyPolicy, anyCounts, (policy, counts) => {
        const goesOn = counts.pending + counts.running > 0 && !stopsEarly(policy, counts);
        expect(computeContainerStatus(policy, counts) === "running").toBe(goesOn);
      }),
    );
  });

  it("does not tell cancelled children from skipped ones", () => {
    assert(
      property(anyPolicy, anyCounts, (policy, counts) => {
        const swapped = { ...counts, canceled: counts.skipped, skipped: counts.canceled };
        expect(computeContainerStatus(policy, swapped)).toBe(computeContainerStatus(policy, counts));
      }),
    );
  });
});

describe("progress", () => {
  it("has counts that add up to the total", () => {
    assert(
      property(anyCounts, (counts) => {
        const { total, pending, running, completed, failed, canceled, skipped } = computeProgress(counts);
        expect(pending + running + completed + failed + canceled + skipped).toBe(total);
      }),
    );
  });

  it("has rates between 0 and 1, and is complete exactly when all children are terminal", () => {
    assert(
      property(anyCounts, (counts) => {
        const { completion_rate: completion, failure_rate: failure } = computeProgress(counts);
        expect(failure).toBeGreaterThanOrEqual(0);
        expect(failure).toBeLessThanOrEqual(completion);
        expect(completion === 1).toBe(counts.pending + counts.running === 0);
      }),
    );
  });

  it("has the share of children that ended, and of those that failed", () => {
    const counts = count({ completed: 2, failed: 1, canceled: 1, skipped: 1, running: 2, pending: 1 });
    expect(computeProgress(counts)).toStrictEqual({ ...counts, completion_rate: 5 / 8, failure_rate: 1 / 8 });
  });

  it("is complete without children", () => {
    expect(computeProgress(count({}))).toMatchObject({ total: 0, completion_rate: 1, failure_rate: 0 });
  });
});

function tolerate(toleratedFailures: number): SettlePolicy {
  return { ...waitAll, toleratedFailures };
}

function row(claim: string, policy: SettlePolicy, parts: Partial<Record<Part, number>>, status: ContainerStatus): Row {
  return { claim, policy, counts: count(parts), status };
}

function expectRows(rows: readonly Row[]): void {
  it.for(rows)("$claim", ({ policy, counts, status }) => {
    expect(computeContainerStatus(policy, counts)).toBe(status);
  });
}
