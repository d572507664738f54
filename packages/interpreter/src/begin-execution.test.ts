import { DEFAULT_RUN_LIMITS } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { childrenOf, countChildren, createPlan, deciding, listChildren, withAttempts } from "./plan.fixture.js";
import { TestRun, errorOf } from "./test-run.fixture.js";

describe("the delay of a task", () => {
  it("begins without a call when the task has no `if`, and the work begins after it", () => {
    const run = new TestRun(createPlan({ a: { delayMs: 500, ...withAttempts() } })).start();
    expect(run.commands).toStrictEqual([{ kind: "start_timer", timer: "delay:root/a", at: 1_500 }]);
    expect(run.statusOf("root/a")).toBe("waiting");
    run.fire("delay:root/a");
    expect(run.commands).toStrictEqual([
      { kind: "advance", path: "root/a", call: 1, ask: { kind: "delayed" }, attempt: 1 },
    ]);
    expect(run.statusOf("root/a")).toBe("pending");
  });

  it("begins after `if` was true, which is asked by a call that makes no attempt", () => {
    const run = new TestRun(createPlan({ a: { delayMs: 500, conditional: true, ...withAttempts() } })).start();
    expect(run.commands).toMatchObject([{ kind: "advance", ask: { kind: "begin" }, attempt: 0 }]);
    run.delay("root/a").fire("delay:root/a");
    expect(run.commands).toMatchObject([{ kind: "advance", call: 2, ask: { kind: "delayed" }, attempt: 1 }]);
  });

  it("does not begin when `if` was false", () => {
    const run = new TestRun(createPlan({ a: { delayMs: 500, conditional: true } })).start();
    run.end("root/a", { status: "skipped" });
    expect(run.state.status).toBe("completed");
    expect(run.timing).toStrictEqual([]);
  });

  it("happens once, before the first attempt", () => {
    const run = new TestRun(createPlan({ a: { delayMs: 500, ...withAttempts() } })).start();
    run.fire("delay:root/a").failAttempt("root/a").fire("retry:root/a");
    expect(run.commands).toMatchObject([{ kind: "advance", call: 2, ask: { kind: "delayed" }, attempt: 2 }]);
  });

  it.each([true, false])("is part of no time-out (`if`: %s)", (conditional) => {
    const limits = withAttempts({}, { totalTimeoutMs: 100 });
    const plan = createPlan({ a: { delayMs: 500, conditional, timeoutMs: 200, ...limits } });
    const run = new TestRun(plan).start();
    if (conditional) run.delay("root/a");
    expect(run.timing).toStrictEqual(["delay:root/a"]);
    run.fire("delay:root/a");
    expect(run.commands.slice(1)).toStrictEqual([
      { kind: "start_timer", timer: "total:root/a", at: 1_600 },
      { kind: "start_timer", timer: "timeout:root/a", at: 1_700 },
    ]);
  });

  it("takes no time when the definition was edited and has none any more", () => {
    const run = new TestRun(createPlan({ a: {} })).start().delay("root/a");
    expect(run.commands).toStrictEqual([{ kind: "start_timer", timer: "delay:root/a", at: 1_000 }]);
  });
});

describe("an execution that begins", () => {
  it("has the time of the event that led to it as `now`, equal in every attempt", () => {
    const run = new TestRun(createPlan({ a: { next: "b" }, b: withAttempts() })).start();
    run.end("root/a", { endedAt: 777 });
    expect(run.state.tasks["root/b"]).toMatchObject({ now: 777, call: { now: 777 } });
    run.failAttempt("root/b").fire("retry:root/b");
    expect(run.state.tasks["root/b"]).toMatchObject({ now: 777, call: { now: 777, number: 2 } });
  });

  it("after a delay has the time at which the delay was over as `now`", () => {
    const run = new TestRun(createPlan({ a: { delayMs: 500 } })).start().fire("delay:root/a");
    expect(run.state.tasks["root/a"]).toMatchObject({ now: 1_500, call: { now: 1_500 } });
  });

  it("is observed once, as pending", () => {
    const run = new TestRun(createPlan({ a: {} })).start();
    expect(run.changesOf("root/a").map(({ status }) => status)).toStrictEqual(["pending"]);
  });

  it("is the current one of the run at top level only", () => {
    const run = new TestRun(createPlan({ a: deciding, x: { parent: "a" } })).start();
    run.open("root/a", childrenOf(listChildren("x")));
    expect(run.state.tasks["root"]?.frame).toHaveProperty("current", "root/a");
    expect(run.state.tasks["root/a"]?.frame).not.toHaveProperty("current");
  });

  it("passes what is opaque on to its children", () => {
    const run = new TestRun(createPlan({ a: deciding, x: { parent: "a" } })).start();
    run.open("root/a", childrenOf(listChildren("x")), { meta: { path: "new" } });
    expect(run.state.tasks["root/a/x"]).toMatchObject({ meta: { path: "new" } });
    expect(run.changesOf("root/a").at(-1)).toMatchObject({ meta: { path: "new" } });
  });

  it("has the variables of its child's specification", () => {
    const run = new TestRun(createPlan({ a: deciding, x: { parent: "a" } })).start();
    const children = [{ step: "x", id: "x-7", index: 0, scope: { item: 7 } }];
    run.open("root/a", childrenOf({ children }));
    expect(run.state.tasks["root/a[0]"]).toMatchObject({ id: "x-7", scope: { item: 7 } });
  });

  it("takes its rendered id and its input from its first event", () => {
    const run = new TestRun(createPlan({ a: deciding, x: { parent: "a", ...deciding }, y: { parent: "x" } })).start();
    run.open("root/a", childrenOf(countChildren(1, "x")));
    run.open("root/a[0]", childrenOf(listChildren("y")), { id: "pears", input: { value: 1 } });
    expect(run.changesOf("root/a[0]").at(-1)).toMatchObject({ id: "pears", input: { value: 1 }, status: "running" });
    run.end("root/a[0]/y");
    expect(run.output).toStrictEqual({ a: { pears: { y: null } } });
  });
});

describe("the number of executions", () => {
  it("EXECUTION_LIMIT: a loop that would go on after 100,000 executions ends the run", () => {
    const run = new TestRun(createPlan({ a: { next: "a" } })).start();
    run.state.created = DEFAULT_RUN_LIMITS.executions - 1;
    run.end("root/a");
    expect(run.calling).toStrictEqual(["root/a#2"]);
    run.end("root/a#2");
    expect(run.commands).toMatchObject([{ kind: "end_run", status: "failed", error: { code: "EXECUTION_LIMIT" } }]);
  });

  it("is limited by the plan where its limit is lower", () => {
    const run = new TestRun(createPlan({ a: { next: "a" } }, { limits: { executions: 2 } })).start();
    run.end("root/a").end("root/a#2");
    expect(run.state).toMatchObject({ status: "failed", error: { code: "EXECUTION_LIMIT" } });
  });

  it("a collection of as many items is no loop", () => {
    const run = new TestRun(createPlan({ a: deciding, x: { parent: "a" } })).start();
    run.state.created = DEFAULT_RUN_LIMITS.executions;
    run
      .open("root/a", childrenOf(countChildren(2, "x"), { window: 1 }))
      .end("root/a[0]")
      .end("root/a[1]");
    expect(run.state.status).toBe("completed");
  });

  it("EXECUTION_LIMIT inside a container cancels what runs beside it, and the run ends when that has stopped", () => {
    const again = childrenOf(listChildren("x"), { window: 1, ask: "after_each" });
    const plan = createPlan({ p: deciding, r: { parent: "p", ...deciding }, x: { parent: "r" }, y: { parent: "p" } });
    const run = new TestRun(plan).start().open("root/p", childrenOf(listChildren("r", "y")));
    run.open("root/p/r", again).end("root/p/r/x");
    run.state.created = DEFAULT_RUN_LIMITS.executions;
    run.open("root/p/r", again);
    expect(run.commands).toMatchObject([
      { kind: "cancel_call", path: "root/p/y" },
      { kind: "start_timer", timer: "grace:root" },
    ]);
    expect(run.state.status).toBe("running");
    run.fold({ kind: "attempt_failed", path: "root/p/y", call: 1, attempt: 1, error: errorOf(), retryable: false });
    expect(run.state).toMatchObject({ status: "failed", error: { code: "EXECUTION_LIMIT" } });
  });
});
