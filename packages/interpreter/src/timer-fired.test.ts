import { describe, expect, it } from "vitest";
import { awaiting, childrenOf, createPlan, deciding, listChildren, waitFor, withAttempts } from "./plan.fixture.js";
import { TestRun } from "./test-run.fixture.js";

describe("the total time-out", () => {
  const plan = createPlan({ a: withAttempts({}, { totalTimeoutMs: 5_000 }) });

  it("begins with the first attempt and goes over the delays between attempts", () => {
    const run = new TestRun(plan).start();
    expect(run.timers.get("total:root/a")?.at).toBe(6_000);
    run.failAttempt("root/a").fire("total:root/a");
    expect(run.commands).toMatchObject([
      { kind: "cancel_timer", timer: "retry:root/a" },
      { kind: "end_run", status: "failed", error: { code: "TOTAL_TIMEOUT", task: "root/a" } },
    ]);
    expect(run.statusOf("root/a")).toBe("timed_out");
  });

  it("tells the attempt under way to stop, and what that returns is late", () => {
    const run = new TestRun(createPlan({ a: { onError: "b", ...withAttempts({}, { totalTimeoutMs: 5_000 }) }, b: {} }));
    run.start().fire("total:root/a");
    expect(run.commands[0]).toStrictEqual({ kind: "cancel_call", path: "root/a", call: 1 });
    expect(run.calling).toStrictEqual(["root/b"]);
    run.end("root/a", { call: 1 });
    expect(run.late).toStrictEqual(["task_ended root/a"]);
    expect(run.statusOf("root/a")).toBe("timed_out");
  });

  it("is not begun anew by further attempts", () => {
    const run = new TestRun(plan).start().failAttempt("root/a").fire("retry:root/a");
    expect(run.timers.get("total:root/a")?.at).toBe(6_000);
    expect(run.commands).toHaveLength(1);
  });
});

describe("the time-out of a container", () => {
  const steps = { p: { timeoutMs: 3_000, ...deciding }, x: { parent: "p", ...deciding }, y: { parent: "x" } };

  it("begins with the container; at its end the children are cancelled, at every depth", () => {
    const run = new TestRun(createPlan(steps)).start();
    expect(run.timers.get("timeout:root/p")?.at).toBe(4_000);
    run.open("root/p", childrenOf(listChildren("x"))).open("root/p/x", childrenOf(listChildren("y")));
    run.fire("timeout:root/p");
    expect(run.commands).toMatchObject([
      { kind: "cancel_call", path: "root/p/x/y" },
      { kind: "end_run", status: "failed", error: { code: "TASK_TIMEOUT", task: "root/p" } },
    ]);
    expect(["root/p", "root/p/x", "root/p/x/y"].map((path) => run.statusOf(path))).toStrictEqual([
      "timed_out",
      "canceled",
      "canceled",
    ]);
  });

  it("reaches children in their delay, which are skipped", () => {
    const plan = createPlan({ ...steps, y: { parent: "x", delayMs: 10_000 } });
    const run = new TestRun(plan).start();
    run.open("root/p", childrenOf(listChildren("x"))).open("root/p/x", childrenOf(listChildren("y")));
    run.fire("timeout:root/p");
    expect(run.statusOf("root/p/x/y")).toBe("skipped");
    expect(run.timing).toStrictEqual([]);
  });

  it("ends with the container", () => {
    const run = new TestRun(createPlan({ ...steps, p: { ...steps.p, next: "q" }, q: {} })).start();
    run.open("root/p", childrenOf({ children: [] }));
    expect(run.timing).toStrictEqual([]);
  });

  it("`timed_out` counts as failed: `on_error` runs", () => {
    const run = new TestRun(createPlan({ ...steps, p: { ...steps.p, onError: "q" }, q: {} })).start();
    run.fire("timeout:root/p");
    expect(run.calling).toStrictEqual(["root/q"]);
    expect(run.state.caught?.code).toBe("TASK_TIMEOUT");
  });

  it("a container inside a container that times out fails the one around it as any failure does", () => {
    const plan = createPlan({ p: deciding, x: { parent: "p", timeoutMs: 100, ...deciding }, z: { parent: "p" } });
    const run = new TestRun(plan)
      .start()
      .open("root/p", childrenOf(listChildren("x", "z")))
      .end("root/p/z");
    run.fire("timeout:root/p/x");
    expect(run.statusOf("root/p")).toBe("failed");
  });
});

describe("the time-out of a wait", () => {
  it("`on_timeout` wins over `on_error`, and the error is not caught", () => {
    const plan = createPlan({ w: { ...awaiting("go"), onError: "b", mayGoTo: ["c"] }, b: {}, c: {} });
    const run = new TestRun(plan).start().wait("root/w", waitFor("go", { timeoutMs: 100, onTimeout: "c" }));
    run.fire("timeout:root/w");
    expect(run.calling).toStrictEqual(["root/c"]);
    expect(run.state.caught).toBeUndefined();
    expect(run.statusOf("root/w")).toBe("timed_out");
  });

  it("without `on_timeout` the run goes on by `on_error`", () => {
    const plan = createPlan({ w: { ...awaiting("go"), onError: "b" }, b: {} });
    const run = new TestRun(plan)
      .start()
      .wait("root/w", waitFor("go", { timeoutMs: 100 }))
      .fire("timeout:root/w");
    expect(run.calling).toStrictEqual(["root/b"]);
    expect(run.state.caught?.code).toBe("WAIT_TIMEOUT");
  });

  it("without either the task is `timed_out` and the run `failed` with WAIT_TIMEOUT", () => {
    const run = new TestRun(createPlan({ w: awaiting("go") }))
      .start()
      .wait("root/w", waitFor("go", { timeoutMs: 100 }));
    run.fire("timeout:root/w");
    expect(run.statusOf("root/w")).toBe("timed_out");
    expect(run.state).toMatchObject({ status: "failed", error: { code: "WAIT_TIMEOUT", task: "root/w" } });
  });

  it("runs from the moment the wait opens", () => {
    const run = new TestRun(createPlan({ w: awaiting("go") })).start();
    run.at = 5_000;
    run.wait("root/w", waitFor("go", { timeoutMs: 100 }));
    expect(run.commands).toStrictEqual([{ kind: "start_timer", timer: "timeout:root/w", at: 5_100 }]);
  });

  it("holds for a wait for a time too", () => {
    const run = new TestRun(createPlan({ w: { effects: "wait" } })).start();
    run.wait("root/w", { kind: "wait", for: { untilMs: 9_000 }, ask: "never", timeoutMs: 100 }).fire("timeout:root/w");
    expect(run.state.error?.code).toBe("WAIT_TIMEOUT");
  });
});

describe("the time-out of the run", () => {
  it("cancels what is under way, and the run ends `timed_out` when that has stopped", () => {
    const run = new TestRun(createPlan({ a: { onError: "b" }, b: {} }, { timeoutMs: 2_000 })).start();
    expect(run.timers.get("timeout:root")?.at).toBe(3_000);
    run.fire("timeout:root");
    expect(run.commands).toMatchObject([
      { kind: "cancel_call", path: "root/a" },
      { kind: "start_timer", timer: "grace:root", at: 8_000 },
    ]);
    run.end("root/a", { call: 1 });
    expect(run.state).toMatchObject({ status: "timed_out", error: { code: "RUN_TIMEOUT" } });
  });

  it("is over when the run ends before", () => {
    const run = new TestRun(createPlan({ a: {} }, { timeoutMs: 2_000 })).start().end("root/a");
    expect(run.commands).toMatchObject([{ kind: "cancel_timer", timer: "timeout:root" }, { kind: "end_run" }]);
  });
});

describe("a timer", () => {
  it("that was cancelled, is unknown or fires twice changes nothing", () => {
    const run = new TestRun(createPlan({ a: { delayMs: 100 } })).start().fire("delay:root/a").fire("delay:root/a");
    expect(run.commands).toStrictEqual([]);
    run.fire("delay:root/b");
    expect(run.commands).toStrictEqual([]);
    expect(run.calling).toStrictEqual(["root/a"]);
  });
});
