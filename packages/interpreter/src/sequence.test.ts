import { describe, expect, it } from "vitest";
import { childrenOf, createPlan, listChildren } from "./plan.fixture.js";
import { TestRun, errorOf } from "./test-run.fixture.js";

describe("the top-level tasks of a run", () => {
  it("the start task begins first, and the run follows `next` after success", () => {
    const run = new TestRun(createPlan({ a: { next: "b" }, b: {} })).start();
    expect(run.calling).toStrictEqual(["root/a"]);
    run.complete("root/a", 1);
    expect(run.calling).toStrictEqual(["root/b"]);
    expect(run.statusOf("root/a")).toBe("completed");
  });

  it("without a next task the run completes with the outputs of the top-level tasks that completed", () => {
    const plan = createPlan({ a: { next: "b" }, b: { next: "c" }, c: {} });
    const run = new TestRun(plan)
      .start()
      .complete("root/a", 1)
      .end("root/b", { status: "skipped" })
      .complete("root/c", 3);
    expect(run.commands).toStrictEqual([{ kind: "end_run", status: "completed", output: { value: { a: 1, c: 3 } } }]);
    expect(run.state).toMatchObject({ status: "completed", endedAt: 1_000, inFlight: 0 });
  });

  it("a task that completes without an output gives none to the run", () => {
    const run = new TestRun(createPlan({ a: {} })).start().end("root/a");
    expect(run.output).toStrictEqual({});
  });

  it("a skipped task goes on as after success", () => {
    const run = new TestRun(createPlan({ a: { next: "b", onError: "c" }, b: {}, c: {} })).start();
    run.end("root/a", { status: "skipped" });
    expect(run.calling).toStrictEqual(["root/b"]);
  });

  it("a failed task without `on_error` fails the run with that task's error", () => {
    const run = new TestRun(createPlan({ a: { next: "b" }, b: {} })).start().fail("root/a");
    expect(run.commands).toStrictEqual([
      { kind: "end_run", status: "failed", error: errorOf("HANDLER_FAILED", "root/a") },
    ]);
    expect(run.state.caught).toBeUndefined();
  });

  it.each(["failed", "timed_out"] as const)(
    "a task that is %s goes on by `on_error`, which sees its error",
    (status) => {
      const run = new TestRun(createPlan({ a: { onError: "b" }, b: {} })).start();
      run.end("root/a", { status, error: errorOf("HANDLER_FAILED", "root/a") });
      expect(run.calling).toStrictEqual(["root/b"]);
      expect(run.state.caught).toStrictEqual(errorOf("HANDLER_FAILED", "root/a"));
    },
  );

  it("a run whose `on_error` handler brought it to a regular end is completed", () => {
    const run = new TestRun(createPlan({ a: { onError: "b" }, b: {} })).start().fail("root/a").complete("root/b", 2);
    expect(run.state.status).toBe("completed");
    expect(run.output).toStrictEqual({ b: 2 });
  });

  it("`error` stays until the next `on_error`", () => {
    const plan = createPlan({ a: { onError: "b" }, b: { next: "c" }, c: { onError: "d" }, d: { onError: "e" }, e: {} });
    const run = new TestRun(plan).start().fail("root/a", errorOf("FIRST")).complete("root/b", 1);
    expect(run.state.caught?.code).toBe("FIRST");
    run.fail("root/c", errorOf("SECOND"));
    expect(run.state.caught?.code).toBe("SECOND");
    run.end("root/d", { status: "failed" });
    expect(run.state.caught).toBeUndefined();
  });

  it("the task that a task names itself follows it, whatever the plan says", () => {
    const run = new TestRun(createPlan({ a: { next: "b" }, b: {}, c: {} })).start();
    run.end("root/a", { next: "c" });
    expect(run.calling).toStrictEqual(["root/c"]);
  });

  it("a task that was cancelled from outside ends the run as cancelled, without `next` and `on_error`", () => {
    const run = new TestRun(createPlan({ a: { next: "b", onError: "b" }, b: {} })).start();
    run.end("root/a", { status: "canceled" });
    expect(run.state.status).toBe("canceled");
  });

  it("each pass of a loop is a new execution of the task, whose path ends in its number", () => {
    const run = new TestRun(createPlan({ a: { next: "b" }, b: { mayGoTo: ["a"] } })).start();
    run.complete("root/a", 1).end("root/b", { next: "a" });
    expect(run.calling).toStrictEqual(["root/a#2"]);
    run.complete("root/a#2", 2);
    expect(run.calling).toStrictEqual(["root/b#2"]);
    run.end("root/b#2", { next: "a" });
    expect(run.calling).toStrictEqual(["root/a#3"]);
  });

  it("`tasks.<id>` is the latest ended execution, so a task's own expressions see the pass before", () => {
    const plan = createPlan({ a: { next: "b", references: { tasks: ["a"] } }, b: { mayGoTo: ["a"] } });
    const run = new TestRun(plan).start().complete("root/a", 1);
    const root = run.state.tasks["root"];
    expect(root?.frame).toMatchObject({ ended: { a: "root/a" } });
    run.end("root/b", { next: "a" });
    expect(root?.frame).toMatchObject({ current: "root/a#2", ended: { a: "root/a" } });
    run.complete("root/a#2", 2);
    expect(root?.frame).toMatchObject({ ended: { a: "root/a#2" } });
    expect(Object.keys(run.state.tasks)).toStrictEqual(["root", "root/a#2", "root/b#2"]);
  });

  it("a task that failed in its last pass has no output in the run's", () => {
    const plan = createPlan({ a: { next: "b", onError: "c" }, b: { mayGoTo: ["a"] }, c: {} });
    const run = new TestRun(plan).start().complete("root/a", 1).end("root/b", { next: "a" });
    run.fail("root/a#2").complete("root/c", 3);
    expect(run.output).toStrictEqual({ c: 3 });
  });

  it("`outputs` of the workflow are rendered by a call of the run itself", () => {
    const run = new TestRun(createPlan({ a: {} }, { outputs: { tasks: ["a"] } })).start().complete("root/a", 1);
    expect(run.commands).toStrictEqual([
      { kind: "advance", path: "root", call: 1, ask: { kind: "run_outputs" }, attempt: 0 },
    ]);
    run.complete("root", { total: 1 });
    expect(run.commands).toMatchObject([{ kind: "end_run", status: "completed", output: { value: { total: 1 } } }]);
  });

  it("a fault in the workflow's own `outputs` fails the run, retried or not", () => {
    const plan = createPlan({ a: { onError: "a" } }, { outputs: {} });
    const faulty = new TestRun(plan).start().end("root/a").fail("root", errorOf("OUTPUTS_FAILED"));
    expect(faulty.state).toMatchObject({ status: "failed", error: { code: "OUTPUTS_FAILED" } });
    const lost = new TestRun(plan).start().end("root/a").failAttempt("root", errorOf("BLOB_LOST"));
    expect(lost.state).toMatchObject({ status: "failed", error: { code: "BLOB_LOST" } });
  });

  it("a whole container is caught by `on_error`, and `error.details.children` lists the failed ones", () => {
    const plan = createPlan({ p: { onError: "b", effects: "none" }, x: { parent: "p" }, y: { parent: "p" }, b: {} });
    const run = new TestRun(plan).start().open("root/p", childrenOf(listChildren("x", "y")));
    run.end("root/p/x").fail("root/p/y", errorOf("HANDLER_FAILED", "root/p/y"));
    expect(run.calling).toStrictEqual(["root/b"]);
    expect(run.state.caught).toMatchObject({
      code: "CHILDREN_FAILED",
      details: { failed: 1, total: 2, children: [{ id: "y", path: "root/p/y", code: "HANDLER_FAILED" }] },
      task: "root/p",
    });
  });
});
