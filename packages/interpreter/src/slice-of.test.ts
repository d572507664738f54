import type { ChildrenFrame, RunState } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { isSequential } from "./sequential.js";
import { sliceOf } from "./slice-of.js";
import { awaiting, childrenOf, countChildren, createPlan, deciding, listChildren, waitFor } from "./plan.fixture.js";
import { reduce } from "./reduce.js";
import { TestRun } from "./test-run.fixture.js";

function pathsOf({ tasks }: RunState): string[] {
  return Object.keys(tasks).toSorted();
}

function slice(run: TestRun, path: string, ...more: [("fused" | "unit")?, string[]?]): RunState {
  return sliceOf(run.index, run.state, path, ...more);
}

describe("the tasks in a slice", () => {
  const plan = createPlan(
    {
      a: { next: "b" },
      b: { next: "c" },
      c: { next: "p" },
      p: { ...deciding, references: { tasks: ["a"] } },
      x: { parent: "p", references: { tasks: ["b"] } },
      y: { parent: "p", references: { tasks: ["c"], workflowInput: true } },
    },
    { outputs: {} },
  );

  function runToChildren(): TestRun {
    const run = new TestRun(plan).start().complete("root/a", 1).complete("root/b", 2).complete("root/c", 3);
    return run.open("root/p", childrenOf(listChildren("x", "y")));
  }

  it("are the branch from the root to the execution, without siblings, and what its steps refer to", () => {
    expect(pathsOf(slice(runToChildren(), "root/p/x"))).toStrictEqual(["root", "root/b", "root/p", "root/p/x"]);
  });

  it("the run's input travels where a step reads it", () => {
    const run = runToChildren();
    expect(slice(run, "root/p/y").input).toStrictEqual(run.state.input);
    expect(slice(run, "root/p/x").input).toStrictEqual({ value: null });
  });

  it("an execution that is not there is a fault", () => {
    expect(() => slice(runToChildren(), "root/z")).toThrow(Error);
  });

  it("nothing but the branch is under way in it", () => {
    const run = runToChildren().pause();
    expect(slice(run, "root/p/x")).toMatchObject({
      status: "paused",
      inFlight: 1,
      draining: [],
      hungry: [],
      timers: {},
      requests: [],
      control: 1,
    });
  });

  it("what was to be moved out of the state is not the slice's concern", () => {
    const big = "x".repeat(200 * 1024);
    const plan = createPlan({ p: deciding, x: { parent: "p" } });
    const run = new TestRun(plan).start().open("root/p", childrenOf(countChildren(2, "x"), { window: 1 }));
    run.end("root/p[0]", { output: { value: big, bytes: big.length } });
    expect(run.state.moving).toHaveLength(1);
    expect(slice(run, "root/p[1]")).not.toHaveProperty("moving");
  });
});

describe("what a slice's steps may refer to", () => {
  it("reaches over the steps without a handler that may follow, up to the next handler", () => {
    const plan = createPlan(
      {
        a: { next: "r" },
        r: { ...deciding, mayGoTo: ["s", "t"], onError: "u" },
        s: { effects: "idempotent", references: { tasks: ["a"] } },
        t: { references: { tasks: ["r"] } },
        u: { ...deciding, references: { children: ["r"] }, next: "t" },
      },
      { outputs: { tasks: ["t"] } },
    );
    const { state, index } = new TestRun(plan).start();
    const root = state.tasks["root"];
    if (root?.frame?.kind !== "sequence") throw new Error("no root");
    for (const id of ["r", "t"]) {
      const path = `root/${id}`;
      root.frame.ended[id] = path;
      state.tasks[path] = { ...root, path, step: id, parent: "root", status: "completed" };
    }
    expect(pathsOf(sliceOf(index, state, "root/a"))).toStrictEqual(["root", "root/a", "root/r", "root/t"]);
    expect(pathsOf(sliceOf(index, state, "root"))).toStrictEqual(["root", "root/t"]);
  });

  it("has what the run's `outputs` refer to where the end of the run is among them", () => {
    const plan = createPlan({ a: { next: "b" }, b: { next: "c" }, c: {} }, { outputs: { tasks: ["a"] } });
    const run = new TestRun(plan).start().complete("root/a", 1);
    expect(pathsOf(slice(run, "root/b"))).toStrictEqual(["root", "root/b"]);
    run.complete("root/b", 2);
    expect(pathsOf(slice(run, "root/c"))).toStrictEqual(["root", "root/a", "root/c"]);
  });

  it("reaches round a loop", () => {
    const plan = createPlan({
      a: { next: "b" },
      b: { next: "r" },
      r: { ...deciding, mayGoTo: ["s"] },
      s: { ...deciding, mayGoTo: ["r"], references: { tasks: ["a"] } },
    });
    const run = new TestRun(plan).start().complete("root/a", 1);
    expect(pathsOf(slice(run, "root/b"))).toStrictEqual(["root", "root/a", "root/b"]);
  });

  it("in a relaxed unit reaches over relaxed handlers too", () => {
    const plan = createPlan({
      a: { next: "b", relaxed: true },
      b: { relaxed: true, references: { tasks: ["a"], workflowInput: true } },
    });
    const run = new TestRun(plan).start();
    expect(slice(run, "root/a").input).toStrictEqual({ value: null });
    expect(slice(run, "root/a", "unit").input).toStrictEqual(run.state.input);
  });

  it("a container on the branch that is prepared again has what it refers to", () => {
    const plan = createPlan({
      a: { next: "b" },
      b: { next: "p" },
      p: { ...deciding, references: { tasks: ["a"], workflowInput: true } },
      x: { parent: "p", ...deciding },
      y: { parent: "x", references: { tasks: ["b"] } },
    });
    const run = new TestRun(plan).start().complete("root/a", 1).complete("root/b", 2);
    run.open("root/p", childrenOf(countChildren(2, "x"))).open("root/p[0]", childrenOf(listChildren("y")));
    const rebuilding = slice(run, "root/p[0]/y", "fused", ["root/p"]);
    expect(pathsOf(rebuilding)).toStrictEqual(["root", "root/a", "root/b", "root/p", "root/p[0]", "root/p[0]/y"]);
    expect(rebuilding.input).toStrictEqual(run.state.input);
  });
});

describe("a container on the branch", () => {
  const plan = createPlan({ p: deciding, x: { parent: "p" }, y: { parent: "p" } });

  function frameOf(run: TestRun, path: string, of = "root/p"): ChildrenFrame {
    const { frame } = slice(run, path).tasks[of] ?? {};
    if (frame?.kind !== "children") throw new Error("no children");
    return frame;
  }

  it("with a window over one is shared: no other child, no result, and nothing is settled in it", () => {
    const run = new TestRun(plan)
      .start()
      .open("root/p", childrenOf(listChildren("x", "y")))
      .complete("root/p/x", 1);
    const frame = frameOf(run, "root/p/y");
    expect(frame).toMatchObject({
      shared: true,
      marks: [],
      results: {},
      failures: [],
      directive: { source: { children: [] } },
    });
    const state = slice(run, "root/p/y");
    const event = {
      kind: "task_ended",
      path: "root/p/y",
      call: 1,
      basis: 0,
      startedAt: 0,
      endedAt: 0,
      attempt: 0,
      status: "completed",
    } as const;
    expect(reduce(run.index, state, event, 1).commands).toStrictEqual([]);
    expect(state.tasks["root/p"]?.status).toBe("running");
  });

  it("says where a counted child finds its specification", () => {
    const run = new TestRun(plan).start().open("root/p", childrenOf(countChildren(200, "x")));
    expect(frameOf(run, "root/p[3]").directive.source).toStrictEqual(countChildren(200, "x"));
  });

  it("that runs one after the other has its failures, and its results where a later step may read them", () => {
    const nested = createPlan({
      s: deciding,
      p: { parent: "s", ...deciding },
      x: { parent: "p" },
      y: { parent: "p" },
      z: { parent: "s" },
    });
    const directive = childrenOf(listChildren("x", "y"), {
      window: 1,
      settle: { ...childrenOf(listChildren()).settle, toleratedFailures: 1 },
    });
    const run = new TestRun(nested).start().open("root/s", childrenOf(listChildren("p", "z"), { window: 1 }));
    run.open("root/s/p", directive).fail("root/s/p/x");
    expect(frameOf(run, "root/s/p/y", "root/s/p").failures).toHaveLength(1);
    run.complete("root/s/p/y", 2);
    expect(frameOf(run, "root/s/z", "root/s")).toMatchObject({ results: {}, marks: [] });
  });

  it.each<[string, Parameters<typeof createPlan>[0], Partial<ChildrenFrame["directive"]>]>([
    ["its orchestrator is asked", { p: deciding }, { ask: "at_end" }],
    [
      "a step that may follow refers to it",
      { p: { ...deciding, next: "q" }, q: { ...deciding, references: { tasks: ["p"] } } },
      {},
    ],
  ])("has its results when %s", (_, steps, keys) => {
    const run = new TestRun(createPlan({ ...steps, x: { parent: "p" }, y: { parent: "p" } })).start();
    run.open("root/p", childrenOf(listChildren("x", "y"), { window: 1, ...keys })).complete("root/p/x", 1);
    expect(frameOf(run, "root/p/y")).toMatchObject({ results: { 0: { id: "x" } }, marks: ["cr"] });
  });

  it("has its results when it is asked itself", () => {
    const run = new TestRun(plan)
      .start()
      .open("root/p", childrenOf(listChildren("x"), { ask: "at_end" }))
      .complete("root/p/x", 1);
    expect(frameOf(run, "root/p")).toMatchObject({ results: { 0: { status: "completed" } }, marks: ["c"] });
  });

  it("that keeps no results ends in the slice as it would in the state", () => {
    const chain = createPlan({ p: { ...deciding, next: "q" }, x: { parent: "p" }, y: { parent: "p" }, q: {} });
    const run = new TestRun(chain)
      .start()
      .open("root/p", childrenOf(listChildren("x", "y"), { window: 1 }))
      .end("root/p/x");
    const state = slice(run, "root/p/y");
    const common = { path: "root/p/y", call: 1, basis: 0, startedAt: 0, endedAt: 0 };
    const { commands } = reduce(
      run.index,
      state,
      { kind: "task_ended", ...common, attempt: 0, status: "completed" },
      1,
    );
    expect(commands).toMatchObject([{ kind: "advance", path: "root/q" }]);
  });

  it("the run itself has the results of its tasks when its output is put together", () => {
    const run = new TestRun(createPlan({ a: { next: "b" }, b: {} })).start().complete("root/a", 1);
    expect(slice(run, "root").tasks["root"]?.frame).toMatchObject({ results: { a: { value: 1 } } });
    expect(slice(run, "root/b").tasks["root"]?.frame).toMatchObject({ results: {} });
  });
});

describe("folding into a slice", () => {
  it("does not change the state that it was cut from", () => {
    const plan = createPlan({
      p: deciding,
      x: { parent: "p", references: { tasks: ["x"] } },
      w: { parent: "p", ...awaiting("go") },
      proc: { parent: "w" },
    });
    const settle = { succeed: "any", cancelLosers: false, waitForLosers: false, order: "listed" } as const;
    const sequence = childrenOf(listChildren("x", "w"), { window: 1, settle, ask: "after_each" });
    const run = new TestRun(plan).start().open("root/p", sequence);
    const checkUnchanged = (path: string, event: object): void => {
      const { call = 0 } = run.calls.get(path) ?? {};
      const common = { path, call, basis: 0, startedAt: 0, endedAt: 0 };
      const before = JSON.stringify(run.state);
      reduce(run.index, slice(run, path), { ...common, ...event } as Parameters<typeof reduce>[2], 1);
      expect(JSON.stringify(run.state)).toBe(before);
    };
    checkUnchanged("root/p/x", { kind: "task_ended", attempt: 0, status: "failed", error: { code: "E", message: "" } });
    run.fail("root/p/x");
    checkUnchanged("root/p", { kind: "children_opened", directive: sequence });
    run
      .open("root/p", { ...sequence, source: listChildren("w") })
      .wait("root/p/w", waitFor("go", { ask: "each_signal" }));
    run.signal("go", { id: "s1" });
    checkUnchanged("root/p/w", { kind: "signal_judged", signal: "s1", verdict: "dropped" });
    run.open("root/p/w", childrenOf(listChildren("proc"), { window: 1, collect: "only", ask: "at_end" }));
    run.end("root/p/w/proc");
    checkUnchanged("root/p/w", { kind: "signal_judged", signal: "s1", verdict: "dropped" });
  });
});

describe("isSequential", () => {
  it.each([
    [{ kind: "sequence", ended: {}, results: {} }, true],
    [{ kind: "wait", directive: waitFor("go"), seen: 0 }, false],
  ] as const)("%j: %s", (frame, expected) => {
    expect(isSequential(frame)).toBe(expected);
  });

  it.each([
    [1, true],
    [2, false],
  ])("a window of %i: %s", (window, expected) => {
    const run = new TestRun(createPlan({ p: deciding, x: { parent: "p" } })).start();
    run.open("root/p", childrenOf(listChildren("x"), { window }));
    const { frame } = run.state.tasks["root/p"] ?? {};
    expect(frame && isSequential(frame)).toBe(expected);
  });
});
