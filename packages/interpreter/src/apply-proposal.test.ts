import type { CallEvent, ProposalEvent } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { applyProposal, type AppliedProposal } from "./apply-proposal.js";
import { childrenOf, createPlan, deciding, listChildren, withAttempts } from "./plan.fixture.js";
import { TestRun, errorOf } from "./test-run.fixture.js";

function ended(path: string, call = 1, basis = 0): CallEvent {
  return { kind: "task_ended", path, call, basis, startedAt: 0, endedAt: 0, attempt: 0, status: "completed" };
}

function apply(run: TestRun, ...events: readonly ProposalEvent[]): AppliedProposal {
  return applyProposal(run.index, run.state, events, run.at, (change) => run.changes.push(change));
}

const chain = createPlan({ a: { next: "b" }, b: { ...deciding, next: "c" }, c: { ...deciding, next: "d" }, d: {} });

describe("applyProposal", () => {
  it("folds the fact and the decisions that follow from it, and gives what is left to do", () => {
    const run = new TestRun(chain).start();
    const events = [ended("root/a"), ended("root/b"), ended("root/c")];
    expect(apply(run, ...events)).toStrictEqual({
      commands: [{ kind: "advance", path: "root/d", call: 1, ask: { kind: "begin" }, attempt: 0 }],
      folded: events,
      dropped: 0,
    });
  });

  it("an answer of a call that was cancelled is kept as late, and nothing else", () => {
    const run = new TestRun(chain).start().cancel();
    const applied = apply(run, ended("root/a"), ended("root/b"));
    expect(applied).toMatchObject({ folded: [{ path: "root/a" }], dropped: 1 });
    expect(run.late).toStrictEqual(["task_ended root/a"]);
  });

  it("at the first decision that does not continue from the branch, it and all after it are dropped", () => {
    const run = new TestRun(chain).start();
    const applied = apply(run, ended("root/a"), ended("root/c"), ended("root/b"));
    expect(applied).toMatchObject({ commands: [{ kind: "advance", path: "root/b" }], dropped: 2 });
  });

  it("a decision for another call of the same step is dropped", () => {
    const run = new TestRun(chain).start();
    expect(apply(run, ended("root/a"), ended("root/b", 2))).toMatchObject({ dropped: 1 });
  });

  it("a decision from before a control event is dropped: what it decided is asked again", () => {
    const run = new TestRun(chain).start().pause().resume();
    expect(apply(run, ended("root/a"), ended("root/b"))).toMatchObject({
      commands: [{ kind: "advance", path: "root/b" }],
      folded: [{ path: "root/a" }],
      dropped: 1,
    });
  });

  it("a decision that knew of the control event counts", () => {
    const run = new TestRun(chain).start().pause().resume();
    expect(apply(run, ended("root/a"), ended("root/b", 1, 2))).toMatchObject({ dropped: 0 });
  });

  it("a paused run records the fact and holds back what follows", () => {
    const run = new TestRun(chain).start().pause();
    expect(apply(run, ended("root/a"), ended("root/b", 1, 1))).toMatchObject({ commands: [], dropped: 1 });
    run.resume();
    expect(run.calling).toContain("root/b");
  });

  it("a decision in a container that was closed is dropped", () => {
    const plan = createPlan({
      p: { timeoutMs: 100, ...deciding, onError: "q" },
      x: { parent: "p" },
      y: { parent: "p", ...deciding },
      q: {},
    });
    const run = new TestRun(plan).start().open("root/p", childrenOf(listChildren("x", "y"), { window: 1 }));
    run.fire("timeout:root/p");
    expect(apply(run, ended("root/p/x"), ended("root/p/y"))).toMatchObject({ commands: [], dropped: 1 });
  });

  it("a failed attempt in a relaxed unit is a decision like any other", () => {
    const plan = createPlan({ a: { next: "b", relaxed: true }, b: { relaxed: true, ...withAttempts() } });
    const run = new TestRun(plan).start();
    const failure = { path: "root/b", call: 1, attempt: 1, error: errorOf(), retryable: true } as const;
    const applied = apply(run, ended("root/a"), { kind: "attempt_failed", basis: 0, ...failure });
    expect(applied).toMatchObject({ commands: [{ kind: "start_timer", timer: "retry:root/b" }], dropped: 0 });
  });

  it("commands that another branch has got by the same answer remain", () => {
    const plan = createPlan({ p: deciding, x: { parent: "p" }, y: { parent: "p" }, z: { parent: "p" } });
    const run = new TestRun(plan).start().open("root/p", childrenOf(listChildren("x", "y", "z"), { window: 2 }));
    expect(apply(run, ended("root/p/x"), ended("root/p/y")).commands).toMatchObject([{ path: "root/p/z" }]);
  });
});
