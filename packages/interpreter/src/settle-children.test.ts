import type { ChildrenDirective, TerminalStatus } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import {
  STRATEGIES,
  childrenOf,
  countChildren,
  createPlan,
  deciding,
  listChildren,
  withAttempts,
} from "./plan.fixture.js";
import { TestRun, errorOf, listReopened, stored } from "./test-run.fixture.js";

const IDS = ["x", "y", "z"];
const plan = createPlan({
  p: { ...deciding, onError: "after", next: "after" },
  x: { parent: "p" },
  y: { parent: "p" },
  z: { parent: "p" },
  after: { references: { tasks: ["p"], children: ["p"] } },
});

function openContainer(keys: Partial<ChildrenDirective> = {}, ids: readonly string[] = IDS): TestRun {
  return new TestRun(plan).start().open("root/p", childrenOf(listChildren(...ids), keys));
}

/** Ends children in this order: `x completed`. */
function endChildren(run: TestRun, ends: readonly string[]): TestRun {
  for (const end of ends) {
    const [id = "", status] = end.split(" ");
    const path = `root/p/${id}`;
    if (status === "completed") run.complete(path, id);
    else run.end(path, { status: status as TerminalStatus, error: errorOf("HANDLER_FAILED", path) });
  }
  return run;
}

describe("the strategies", () => {
  it.each([
    ["wait_all", ["x completed", "y completed"], "running"],
    ["wait_all", ["x failed", "y completed"], "running"],
    ["wait_all", ["x completed", "y completed", "z completed"], "completed"],
    ["wait_all", ["x failed", "y completed", "z completed"], "failed"],
    ["wait_all", ["x timed_out", "y completed", "z completed"], "failed"],
    ["wait_all", ["x skipped", "y skipped", "z skipped"], "completed"],
    ["wait_all", ["x canceled", "y completed", "z skipped"], "completed"],
    ["fail_fast", ["x completed", "y completed"], "running"],
    ["fail_fast", ["x completed", "y failed"], "failed"],
    ["fail_fast", ["x timed_out"], "failed"],
    ["fail_fast", ["x completed", "y completed", "z completed"], "completed"],
    ["best_effort", ["x failed", "y completed"], "running"],
    ["best_effort", ["x failed", "y completed", "z failed"], "completed"],
    ["best_effort", ["x failed", "y timed_out", "z failed"], "failed"],
    ["best_effort", ["x failed", "y skipped", "z failed"], "failed"],
    ["best_effort", ["x skipped", "y skipped", "z skipped"], "completed"],
    ["race", ["x failed"], "running"],
    ["race", ["x completed"], "completed"],
    ["race", ["x failed", "y completed"], "completed"],
    ["race", ["x failed", "y failed", "z failed"], "failed"],
    ["race", ["x skipped", "y skipped", "z skipped"], "completed"],
  ] as const)("%s: after %j the container is %s", (strategy, ends, status) => {
    const run = endChildren(openContainer({ settle: STRATEGIES[strategy] }), ends);
    expect(run.statusOf("root/p")).toBe(status);
  });

  it("`tolerated_failures` are overlooked, one more is not", () => {
    const settle = { ...STRATEGIES.wait_all, toleratedFailures: 1 };
    const tolerated = endChildren(openContainer({ settle }), ["x failed", "y completed", "z completed"]);
    expect(tolerated.outputOf("root/p")).toStrictEqual({ y: "y", z: "z" });
    const exceeded = endChildren(openContainer({ settle }), ["x failed", "y timed_out", "z completed"]);
    expect(exceeded.statusOf("root/p")).toBe("failed");
  });

  it("the output is that of the completed children", () => {
    const run = endChildren(openContainer({ settle: STRATEGIES.best_effort }), [
      "z completed",
      "x failed",
      "y completed",
    ]);
    expect(run.outputOf("root/p")).toStrictEqual({ y: "y", z: "z" });
  });
});

describe("the children that are still open when a container ends early", () => {
  it("fail_fast: running ones are cancelled, unstarted ones skipped", () => {
    const run = endChildren(openContainer({ settle: STRATEGIES.fail_fast, window: 2 }), ["x failed"]);
    expect(run.commands).toMatchObject([
      { kind: "cancel_call", path: "root/p/y", call: 1 },
      { kind: "advance", path: "root/after" },
    ]);
    expect(run.changesOf("root/p").at(-1)).toMatchObject({
      status: "failed",
      counts: { total: 3, pending: 0, running: 0, failed: 1, canceled: 1, skipped: 1 },
    });
    expect(run.statusOf("root/p/y")).toBe("canceled");
    expect(run.statusOf("root/p/z")).toBeUndefined();
  });

  it("a loser of a race is cancelled before the race completes, at every depth", () => {
    const nested = createPlan({
      p: deciding,
      x: { parent: "p" },
      y: { parent: "p", ...deciding },
      z: { parent: "y", ...deciding },
      u: { parent: "z" },
    });
    const run = new TestRun(nested)
      .start()
      .open("root/p", childrenOf(listChildren("x", "y"), { settle: STRATEGIES.race }));
    run.open("root/p/y", childrenOf(listChildren("z"))).open("root/p/y/z", childrenOf(listChildren("u")));
    run.complete("root/p/x", 1);
    const ended = run.changes.flatMap((change) =>
      change.kind === "task" && change.endedAt ? [`${change.path} ${change.status}`] : [],
    );
    expect(ended).toStrictEqual([
      "root/p/x completed",
      "root/p/y/z/u canceled",
      "root/p/y/z canceled",
      "root/p/y canceled",
      "root/p completed",
    ]);
    expect(run.output).toStrictEqual({ p: { x: 1 } });
  });

  it.each([
    ["x", "y"],
    ["y", "x"],
  ])(
    "of two successes of a race in the same step the one that is recorded first wins (%s before %s)",
    (first, second) => {
      const run = openContainer({ settle: STRATEGIES.race });
      for (const id of [first, second]) run.end(`root/p/${id}`, { call: 1, basis: 0, output: stored(id) });
      expect(run.outputOf("root/p")).toStrictEqual({ [first]: first });
      expect(run.statusOf(`root/p/${second}`)).toBe("canceled");
      expect(run.late).toStrictEqual([`task_ended root/p/${second}`]);
    },
  );

  it("what a loser returns later is late, and nothing else", () => {
    const run = endChildren(openContainer({ settle: STRATEGIES.race }), ["y completed"]);
    run
      .end("root/p/x", { call: 1 })
      .fold({ kind: "attempt_failed", path: "root/p/z", call: 1, attempt: 1, error: errorOf(), retryable: true });
    expect(run.late).toStrictEqual(["task_ended root/p/x", "attempt_failed root/p/z"]);
    expect(listReopened(run.changes)).toStrictEqual([]);
    expect(run.calling).toStrictEqual(["root/after"]);
  });

  it("children in a delay, in a retry delay and in a wait are told nothing: their timers stop", () => {
    const waiting = createPlan({
      p: { ...deciding, next: "after" },
      x: { parent: "p" },
      y: { parent: "p", delayMs: 100 },
      z: { parent: "p", ...withAttempts() },
      w: { parent: "p", effects: "wait" },
      after: {},
    });
    const run = new TestRun(waiting).start();
    run.open("root/p", childrenOf(listChildren("x", "y", "z", "w"), { settle: STRATEGIES.race }));
    run.failAttempt("root/p/z").wait("root/p/w", { kind: "wait", for: { untilMs: 9_000 }, ask: "never" });
    run.complete("root/p/x", 1);
    expect(run.commands.map(({ kind }) => kind)).toStrictEqual([
      "cancel_timer",
      "cancel_timer",
      "cancel_timer",
      "advance",
    ]);
    expect(["y", "z", "w"].map((id) => run.statusOf(`root/p/${id}`))).toStrictEqual([
      "skipped",
      "canceled",
      "canceled",
    ]);
    expect(run.changesOf("root/p").at(-1)?.counts).toMatchObject({ completed: 1, skipped: 1, canceled: 2 });
    expect(run.timing).toStrictEqual([]);
  });

  it("a container that has not opened yet stops its time-out", () => {
    const timed = createPlan({
      p: { ...deciding, next: "after" },
      x: { parent: "p" },
      c: { parent: "p", ...deciding, timeoutMs: 100 },
      after: {},
    });
    const run = new TestRun(timed).start();
    run.open("root/p", childrenOf(listChildren("x", "c"), { settle: STRATEGIES.race }));
    expect(run.timing).toStrictEqual(["timeout:root/p/c"]);
    run.complete("root/p/x", 1);
    expect(run.timing).toStrictEqual([]);
  });

  it("are among the children that a later step reads", () => {
    const run = endChildren(openContainer({ settle: STRATEGIES.fail_fast, window: 2 }), ["x failed"]);
    expect(run.state.tasks["root/p"]?.children).toMatchObject({
      x: { status: "failed", error: { code: "HANDLER_FAILED" } },
      y: { status: "canceled" },
      z: { status: "skipped" },
    });
  });

  it("of a counted source are in the marks, which the orchestrator is asked with", () => {
    const counted = createPlan({ p: deciding, x: { parent: "p" } });
    const run = new TestRun(counted).start();
    run.open("root/p", childrenOf(countChildren(5, "x"), { settle: STRATEGIES.race, window: 3, ask: "at_end" }));
    run.fail("root/p[0]").complete("root/p[1]", 1);
    expect(run.state.tasks["root/p"]?.frame).toMatchObject({
      marks: ["fcxxs"],
      results: { 0: { status: "failed" }, 1: { status: "completed" }, 2: { status: "canceled" } },
    });
    expect(run.state.tasks["root/p"]?.frame).not.toHaveProperty("results.4");
  });

  it("a container that waits for its losers starts nothing more, and ends with the last of them", () => {
    const settle = { ...STRATEGIES.race, waitForLosers: true };
    const run = endChildren(openContainer({ settle, window: 2 }), ["x completed"]);
    expect(run.commands).toStrictEqual([]);
    expect(run.calling).toStrictEqual(["root/p/y"]);
    endChildren(run, ["y failed"]);
    expect(run.changesOf("root/p").at(-1)).toMatchObject({
      status: "completed",
      counts: { completed: 1, failed: 1, skipped: 1 },
    });
  });
});

describe("a failed container", () => {
  it("lists at most 100 failures and counts all of them", () => {
    const counted = createPlan({ p: deciding, x: { parent: "p" } });
    const run = new TestRun(counted).start().open("root/p", childrenOf(countChildren(120, "x"), { window: 200 }));
    for (let index = 0; index < 120; index += 1) run.fail(`root/p[${index}]`);
    const details = run.errorOf("root/p")?.details as { failed: number; children: readonly unknown[] };
    expect(details.failed).toBe(120);
    expect(details.children).toHaveLength(100);
  });

  it("does not list a failure that has no error", () => {
    const run = openContainer({}, ["x"]).end("root/p/x", { status: "failed" });
    expect(run.errorOf("root/p")).toMatchObject({ code: "CHILDREN_FAILED", details: { failed: 1, children: [] } });
  });
});

describe("when the orchestrator is asked", () => {
  it("at_end: once, when all children have ended, and its answer ends the task", () => {
    const run = endChildren(openContainer({ ask: "at_end" }), ["x completed", "y completed", "z failed"]);
    expect(run.commands).toStrictEqual([
      { kind: "advance", path: "root/p", call: 2, ask: { kind: "children" }, attempt: 0 },
    ]);
    run.complete("root/p", { best: "x" });
    expect(run.outputOf("root/p")).toStrictEqual({ best: "x" });
    expect(run.calling).toStrictEqual(["root/after"]);
  });

  it("at_end: also for a container without children", () => {
    expect(openContainer({ ask: "at_end" }, []).commands).toMatchObject([{ ask: { kind: "children" } }]);
  });

  it("after_each: the child again is a new execution, until the orchestrator says that it is done", () => {
    const again = childrenOf(listChildren("x"), { window: 1, ask: "after_each" });
    const run = new TestRun(plan).start().open("root/p", again).complete("root/p/x", 1);
    expect(run.commands).toMatchObject([{ kind: "advance", path: "root/p", call: 2, ask: { kind: "children" } }]);
    run.open("root/p", again);
    expect(run.calling).toStrictEqual(["root/p/x#2"]);
    run.complete("root/p/x#2", 2).complete("root/p", "enough");
    expect(run.outputOf("root/p")).toBe("enough");
  });

  it("after_each: the pass before can be referred to in the next one, and nothing of it is left in the end", () => {
    const repeating = createPlan({ p: deciding, x: { parent: "p", references: { tasks: ["x"] } } });
    const again = childrenOf(listChildren("x"), { window: 1, ask: "after_each" });
    const run = new TestRun(repeating).start().open("root/p", again).complete("root/p/x", 1).open("root/p", again);
    expect(run.state.tasks["root/p"]?.frame).toMatchObject({ ended: { x: "root/p/x" } });
    run.complete("root/p/x#2", 2);
    expect(Object.keys(run.state.tasks)).toStrictEqual(["root", "root/p", "root/p/x#2"]);
  });

  it("after_each: nothing starts while the orchestrator is asked", () => {
    const run = openContainer({ window: 1, ask: "after_each" }).complete("root/p/x", 1).pause().resume();
    expect(run.calling).toStrictEqual(["root/p"]);
  });

  it("`now` of children prepared by an answer is that of the call that prepared them", () => {
    const again = childrenOf(countChildren(1, "x"), { window: 1, ask: "after_each" });
    const run = new TestRun(plan).start().open("root/p", again);
    run.end("root/p[0]", { endedAt: 4_321 }).open("root/p", again);
    expect(run.state.tasks["root/p"]?.frame).toMatchObject({ openedAt: 4_321 });
  });
});

describe("an only child", () => {
  const only = { collect: "only", window: 1 } as const;

  it.each(["completed", "failed", "timed_out"] as const)("gives its end to its container: %s", (status) => {
    const end = status === "completed" ? { output: { value: 7 } } : { error: errorOf("NO_ROUTE", "root/p/x") };
    const run = openContainer(only, ["x"]).end("root/p/x", { status, ...end });
    expect(run.changesOf("root/p").at(-1)).toMatchObject({ status, ...end });
  });

  it.each([[["x"]], [[]]])("that is skipped, or is not there, completes its container with null", (ids) => {
    const run = openContainer(only, ids);
    if (ids.length > 0) run.end("root/p/x", { status: "skipped" });
    expect(run.changesOf("root/p").at(-1)).toMatchObject({ status: "completed", output: { value: null } });
  });

  it("gives an output that lies elsewhere as it is", () => {
    const output = { blob: { run: "run-1", sha256: "", bytes: 1, preview: "" } };
    const run = openContainer(only, ["x"]).end("root/p/x", { output });
    expect(run.changesOf("root/p").at(-1)).toMatchObject({ status: "completed", output });
  });

  it("can be referred to from wherever its container can", () => {
    const routes = createPlan({
      r: { ...deciding, next: "s" },
      one: { parent: "r", ...deciding },
      deep: { parent: "one" },
      s: { ...deciding, mayGoTo: ["r"], references: { tasks: ["one", "deep"] } },
    });
    const run = new TestRun(routes).start().open("root/r", childrenOf(listChildren("one"), only));
    run.open("root/r/one", childrenOf(listChildren("deep"), only)).complete("root/r/one/deep", 5);
    const root = run.state.tasks["root"];
    expect(root?.frame).toMatchObject({ ended: { one: "root/r/one", deep: "root/r/one/deep" } });
    run.end("root/s", { next: "r" }).open("root/r#2", childrenOf(listChildren("one"), only));
    run.complete("root/r#2/one", 6);
    expect(root?.frame).toMatchObject({ ended: { one: "root/r#2/one", deep: "root/r/one/deep" } });
    expect(run.state.tasks["root/r/one"]).toBeUndefined();
  });
});
