import type { ChildrenFrame } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { childAt } from "./child-at.js";
import { collectOutput } from "./collect.js";
import { STRATEGIES, childrenOf, countChildren, createPlan, deciding, listChildren } from "./plan.fixture.js";
import { TestRun, errorOf } from "./test-run.fixture.js";

const plan = createPlan({
  p: { ...deciding, type: "parallel" },
  x: { parent: "p" },
  y: { parent: "p" },
  z: { parent: "p" },
});

describe("a container's output", () => {
  it("map: by child id, of the completed ones", () => {
    const run = new TestRun(plan)
      .start()
      .open("root/p", childrenOf(listChildren("x", "y"), { settle: STRATEGIES.best_effort }));
    run.end("root/p/y").fail("root/p/x");
    expect(run.outputOf("root/p")).toStrictEqual({ y: null });
  });

  it("list: in item order, null where an item did not complete", () => {
    const directive = childrenOf(countChildren(4, "x"), { collect: "list", settle: STRATEGIES.best_effort });
    const run = new TestRun(plan).start().open("root/p", directive);
    run.complete("root/p[2]", "c").fail("root/p[0]").end("root/p[1]", { status: "skipped" }).complete("root/p[3]", "d");
    expect(run.outputOf("root/p")).toStrictEqual([null, null, "c", "d"]);
  });

  it("list: in item order also when items start in another one", () => {
    const ids = ["x-2", "x-10", "x-1"];
    const children = ids.map((id, index) => ({ step: "x", id, index }));
    const settle = { ...STRATEGIES.wait_all, order: "by_id_text" } as const;
    const run = new TestRun(plan)
      .start()
      .open("root/p", childrenOf({ children }, { settle, window: 1, collect: "list" }));
    for (const [path, id] of [
      ["root/p[2]", "x-1"],
      ["root/p[1]", "x-10"],
      ["root/p[0]", "x-2"],
    ] as const) {
      expect(run.calling).toStrictEqual([path]);
      run.complete(path, id);
    }
    expect(run.outputOf("root/p")).toStrictEqual(ids);
  });

  it("list: in the order of the children when they have no index", () => {
    const referring = createPlan({
      p: { ...deciding, next: "q" },
      x: { parent: "p" },
      y: { parent: "p" },
      q: { references: { children: ["p"] } },
    });
    const run = new TestRun(referring).start();
    run.open("root/p", childrenOf(listChildren("x", "y"), { collect: "list", settle: STRATEGIES.best_effort }));
    expect(run.fail("root/p/x").complete("root/p/y", 2).outputOf("root/p")).toStrictEqual([null, 2]);
  });

  it("none: nothing is kept and nothing given", () => {
    const run = new TestRun(plan).start().open("root/p", childrenOf(listChildren("x", "y"), { collect: "none" }));
    run.complete("root/p/x", 1);
    expect(run.state.tasks["root/p"]?.frame).toMatchObject({ results: {} });
    expect(run.complete("root/p/y", 2).outputOf("root/p")).toBeNull();
  });

  it("says how large it is, whatever was moved out of the state meanwhile", () => {
    const nested = createPlan({
      p: { ...deciding, next: "q" },
      x: { parent: "p" },
      q: { references: { tasks: ["p"] } },
    });
    const run = new TestRun(nested).start().open("root/p", childrenOf(countChildren(3, "x")));
    for (const index of [0, 1, 2]) run.end(`root/p[${index}]`, { output: { value: null, bytes: 100_000 } });
    expect(run.state.tasks["root/p"]?.output).toMatchObject({ bytes: 300_240 });
  });

  it("a failed container's error is CHILDREN_FAILED with each failed child and its message", () => {
    const run = new TestRun(plan).start().open("root/p", childrenOf(listChildren("x", "y", "z")));
    run
      .end("root/p/x")
      .fail("root/p/y", { ...errorOf(), message: "card declined" })
      .end("root/p/z");
    expect(run.errorOf("root/p")?.message).toBe("parallel task 'p' failed: 1 of 3 children failed: [y: card declined]");
  });

  it("a value that is not there is never a silent null", () => {
    const run = new TestRun(plan).start().open("root/p", childrenOf(listChildren("x")));
    const frame = run.state.tasks["root/p"]?.frame as ChildrenFrame;
    const blob = { run: "run-1", sha256: "", bytes: 1, preview: "" };
    expect(() => collectOutput(frame, { 0: { id: "x", status: "completed", output: { blob } } })).toThrow(Error);
  });
});

describe("childAt", () => {
  it("gives the child that starts at a position", () => {
    const settle = { ...STRATEGIES.wait_all, order: "by_id_text" } as const;
    const directive = childrenOf(listChildren("b", "c", "a"));
    expect(childAt(directive, 1, "p")).toStrictEqual({ step: "c", id: "c" });
    expect(childAt({ ...directive, settle }, 1, "p")).toStrictEqual({ step: "b", id: "b" });
  });

  it("of a counted source only its step and index are known", () => {
    expect(childAt(childrenOf(countChildren(3, "x")), 2, "p")).toStrictEqual({ step: "x", id: "p-2", index: 2 });
  });

  it("throws where there is none", () => {
    expect(() => childAt(childrenOf(listChildren("x")), 1, "p")).toThrow(Error);
  });
});
