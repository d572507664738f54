import type { ChildrenDirective, PlanStep } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { childrenOf, countChildren, createPlan, deciding, listChildren } from "./plan.fixture.js";
import { TestRun } from "./test-run.fixture.js";

const referring: Partial<PlanStep> = { references: { tasks: ["x", "inner"] } };
const plan = createPlan({
  p: { ...deciding, next: "q" },
  x: { parent: "p", ...deciding, ...referring },
  inner: { parent: "x" },
  y: { parent: "p", ...referring },
  q: referring,
});

function endFirst(directive: ChildrenDirective, path: string): TestRun {
  return new TestRun(plan).start().open("root/p", directive).complete(path, 1);
}

function seenIn(run: TestRun, path: string): unknown {
  const { frame } = run.state.tasks[path] ?? {};
  return frame === undefined || frame.kind === "wait" ? undefined : frame.ended;
}

describe("what `tasks.<id>` shows of an execution that has ended", () => {
  it("a composite's child is seen by its later siblings, until the composite ends", () => {
    const run = endFirst(childrenOf(listChildren("x", "y"), { window: 1 }), "root/p/x");
    expect(seenIn(run, "root/p")).toStrictEqual({ x: "root/p/x" });
    run.complete("root/p/y", 2);
    expect(Object.keys(run.state.tasks)).toStrictEqual(["root", "root/q"]);
  });

  it("children of a parallel do not see each other", () => {
    const run = endFirst(childrenOf(listChildren("x", "y")), "root/p/x");
    expect(seenIn(run, "root/p")).toStrictEqual({});
    expect(run.state.tasks["root/p/x"]).toBeUndefined();
  });

  it.each([
    ["together", { window: 2 }],
    ["one after the other", { window: 1 }],
  ])("items that run %s do not see other items", (_, keys) => {
    const counted = endFirst(childrenOf(countChildren(3, "x"), keys), "root/p[0]");
    expect(seenIn(counted, "root/p")).toStrictEqual({});
    const children = [0, 1, 2].map((index) => ({ step: "x", id: `x-${index}`, index }));
    const listed = endFirst(childrenOf({ children }, keys), "root/p[0]");
    expect(seenIn(listed, "root/p")).toStrictEqual({});
  });

  it("an only child of a child of a parallel is not seen by the others", () => {
    const run = new TestRun(plan).start().open("root/p", childrenOf(listChildren("x", "y")));
    run
      .open("root/p/x", childrenOf(listChildren("inner"), { window: 1, collect: "only" }))
      .complete("root/p/x/inner", 1);
    expect(seenIn(run, "root/p")).toStrictEqual({});
    expect(Object.keys(run.state.tasks)).toStrictEqual(["root", "root/p", "root/p/y"]);
  });

  it("keeps its status, output and error, and nothing of how it ran", () => {
    const run = new TestRun(plan).start().open("root/p", childrenOf(listChildren("x", "y"), { window: 1 }));
    run.open("root/p/x", childrenOf(listChildren("inner")), { input: { value: 1 } }).complete("root/p/x/inner", 2);
    expect(run.state.tasks["root/p/x"]).toStrictEqual({
      path: "root/p/x",
      step: "x",
      id: "x",
      parent: "root/p",
      status: "completed",
      createdSeq: 2,
      endedSeq: 4,
      attempt: 0,
      calls: 1,
      now: 1_000,
      index: 0,
      startedAt: 1_000,
      endedAt: 1_000,
      output: { value: { inner: 2 }, bytes: 81 },
    });
  });

  it("keeps what its execution path left for later calls", () => {
    const run = new TestRun(plan).start().open("root/p", childrenOf(listChildren("x", "y"), { window: 1 }));
    run.end("root/p/x", { meta: { path: "old" } });
    expect(run.state.tasks["root/p/x"]?.meta).toStrictEqual({ path: "old" });
  });
});
