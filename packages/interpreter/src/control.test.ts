import { describe, expect, it } from "vitest";
import {
  STRATEGIES,
  awaiting,
  childrenOf,
  countChildren,
  createPlan,
  deciding,
  listChildren,
  waitFor,
  withAttempts,
} from "./plan.fixture.js";
import { TestRun } from "./test-run.fixture.js";

const chain = createPlan({ a: { next: "b", onError: "b" }, b: {} });

describe("a request", () => {
  it("with an id that was honoured already does nothing the second time", () => {
    const run = new TestRun(chain).start();
    run.fold({ kind: "pause_requested", requestId: "r1" }).fold({ kind: "resume_requested", requestId: "r2" });
    run.fold({ kind: "pause_requested", requestId: "r1" });
    expect(run.state).toMatchObject({ status: "running", control: 2 });
  });

  it("with an id that changed nothing the first time changes nothing the second time", () => {
    const run = new TestRun(chain).start().pause();
    run.fold({ kind: "pause_requested", requestId: "again" }).resume();
    run.fold({ kind: "pause_requested", requestId: "again" });
    expect(run.state.status).toBe("running");
  });

  it("that changes nothing is no control event: a second pause, a resume of what is not paused", () => {
    const run = new TestRun(chain).start().resume();
    expect(run.state.control).toBe(0);
    run.pause().pause();
    expect(run.state.control).toBe(1);
  });

  it("says who asked for the end, and why", () => {
    const request = { requestId: "r1", actor: "ann", reason: "wrong order" };
    const run = new TestRun(chain).start().fold({ kind: "terminate_requested", ...request });
    expect(run.state.error).toMatchObject({ code: "RUN_TERMINATED", details: { actor: "ann", reason: "wrong order" } });
  });
});

describe("a paused run", () => {
  it("starts no new task: its status is `paused` until the run is resumed", () => {
    const run = new TestRun(chain).start().pause();
    expect(run.changes.at(-1)).toStrictEqual({ kind: "run", status: "paused" });
    run.complete("root/a", 1);
    expect(run.commands).toStrictEqual([]);
    expect(run.statusOf("root/a")).toBe("completed");
    expect(run.statusOf("root/b")).toBe("paused");
    run.resume();
    const statuses = run.changes.flatMap((change) => (change.kind === "run" ? [change.status] : []));
    expect(statuses).toStrictEqual(["running", "paused", "running"]);
    expect(run.commands).toMatchObject([{ kind: "advance", path: "root/b", call: 1 }]);
    expect(run.statusOf("root/b")).toBe("pending");
    expect(run.complete("root/b", 2).state.status).toBe("completed");
  });

  it("starts no new attempt", () => {
    const run = new TestRun(createPlan({ a: withAttempts() })).start().failAttempt("root/a").pause();
    run.fire("retry:root/a");
    expect(run.commands).toStrictEqual([]);
    expect(run.statusOf("root/a")).toBe("waiting");
    run.resume();
    expect(run.commands).toMatchObject([{ kind: "advance", path: "root/a", attempt: 2 }]);
  });

  it("starts no new child", () => {
    const plan = createPlan({ p: deciding, x: { parent: "p" } });
    const run = new TestRun(plan)
      .start()
      .open("root/p", childrenOf(countChildren(4, "x"), { window: 2 }))
      .pause();
    run.end("root/p[0]").end("root/p[1]");
    expect(run.calling).toStrictEqual([]);
    run.resume();
    expect(run.calling).toStrictEqual(["root/p[2]", "root/p[3]"]);
  });

  it("opens a container that was prepared, and starts its children when it is resumed", () => {
    const plan = createPlan({ p: deciding, x: { parent: "p" } });
    const run = new TestRun(plan)
      .start()
      .pause()
      .open("root/p", childrenOf(listChildren("x")));
    expect(run.calling).toStrictEqual([]);
    expect(run.resume().calling).toStrictEqual(["root/p/x"]);
  });

  it("asks no orchestrator", () => {
    const plan = createPlan({ p: deciding, x: { parent: "p" } });
    const run = new TestRun(plan)
      .start()
      .open("root/p", childrenOf(listChildren("x"), { ask: "at_end" }))
      .pause();
    run.end("root/p/x");
    expect(run.calling).toStrictEqual([]);
    expect(run.statusOf("root/p")).toBe("running");
    expect(run.resume().commands).toMatchObject([{ kind: "advance", path: "root/p", ask: { kind: "children" } }]);
  });

  it("ends when the handlers under way were the last", () => {
    const run = new TestRun(chain).start().complete("root/a", 1).pause().complete("root/b", 2);
    expect(run.state.status).toBe("completed");
  });

  it("renders its `outputs` when it is resumed", () => {
    const run = new TestRun(createPlan({ a: {} }, { outputs: {} })).start().pause().end("root/a");
    expect(run.calling).toStrictEqual([]);
    expect(run.changesOf("root")).toStrictEqual([]);
    expect(run.resume().calling).toStrictEqual(["root"]);
  });

  it("lets timers run on: what they lead to happens at resume, in the order in which they were due", () => {
    const plan = createPlan({ p: deciding, x: { parent: "p", delayMs: 300 }, y: { parent: "p", delayMs: 200 } });
    const run = new TestRun(plan)
      .start()
      .open("root/p", childrenOf(listChildren("x", "y")))
      .pause();
    run.fire("delay:root/p/y").fire("delay:root/p/y").fire("delay:root/p/x");
    expect(run.calling).toStrictEqual([]);
    run.resume();
    expect(run.calling).toStrictEqual(["root/p/y", "root/p/x"]);
  });

  it("a timer that is not running is not due", () => {
    const run = new TestRun(chain).start().pause().fire("delay:root/a").resume();
    expect(run.commands).toStrictEqual([]);
  });

  it("a container whose time passed times out at resume", () => {
    const plan = createPlan({ p: { timeoutMs: 100, ...deciding }, x: { parent: "p" } });
    const run = new TestRun(plan)
      .start()
      .open("root/p", childrenOf(listChildren("x")))
      .pause()
      .fire("timeout:root/p");
    expect(run.statusOf("root/p")).toBe("running");
    run.resume();
    expect(run.statusOf("root/p")).toBe("timed_out");
  });

  it("the limits of a task that it holds back begin when the task does", () => {
    const plan = createPlan({ a: { next: "p" }, p: { timeoutMs: 100, ...deciding } });
    const run = new TestRun(plan).start().pause().end("root/a");
    expect(run.timing).toStrictEqual([]);
    run.at = 50_000;
    expect(run.resume().timers.get("timeout:root/p")?.at).toBe(50_100);
  });

  it("a run whose time passed is timed out at resume, and nothing else of what was due happens", () => {
    const plan = createPlan({ a: { delayMs: 100 } }, { timeoutMs: 200 });
    const run = new TestRun(plan).start().pause().fire("timeout:root").fire("delay:root/a").resume();
    expect(run.commands).toMatchObject([{ kind: "end_run", status: "timed_out" }]);
    expect(run.statusOf("root/a")).toBe("skipped");
  });

  it("a failure that was due stops what was due after it", () => {
    const plan = createPlan({
      p: { ...deciding, onError: "q" },
      x: { parent: "p", timeoutMs: 100, ...deciding },
      y: { parent: "p", delayMs: 200 },
      q: {},
    });
    const run = new TestRun(plan).start();
    run.open("root/p", childrenOf(listChildren("x", "y"), { settle: STRATEGIES.fail_fast })).pause();
    run.fire("timeout:root/p/x").fire("delay:root/p/y").resume();
    expect(run.commands).toMatchObject([
      { kind: "cancel_call", path: "root/p/x" },
      { kind: "advance", path: "root/q" },
    ]);
    expect(run.statusOf("root/p/y")).toBe("skipped");
  });
});

describe("signals during a pause", () => {
  const plan = createPlan({ w: { ...awaiting("go"), onError: "b" }, b: {} });

  it("are kept, and looked at when the run is resumed", () => {
    const run = new TestRun(plan).start().wait("root/w", waitFor("go")).pause().signal("go", { id: "s1" });
    expect(run.verdicts).toStrictEqual(["s1 kept"]);
    run.resume();
    expect(run.verdicts).toStrictEqual(["s1 kept", "s1 taken"]);
  });

  it("a wait whose time passed during the pause times out at resume", () => {
    const run = new TestRun(plan)
      .start()
      .wait("root/w", waitFor("go", { timeoutMs: 100 }))
      .pause();
    run.fire("timeout:root/w");
    expect(run.statusOf("root/w")).toBe("waiting");
    run.resume();
    expect(run.statusOf("root/w")).toBe("timed_out");
    expect(run.calling).toStrictEqual(["root/b"]);
  });

  it("one from before the deadline that is kept is taken still", () => {
    const run = new TestRun(plan)
      .start()
      .wait("root/w", waitFor("go", { timeoutMs: 100 }))
      .pause();
    run.signal("go", { id: "s1" }).fire("timeout:root/w").resume();
    expect(run.statusOf("root/w")).toBe("completed");
  });

  it("one from after the deadline comes too late", () => {
    const run = new TestRun(plan)
      .start()
      .wait("root/w", waitFor("go", { timeoutMs: 100 }))
      .pause()
      .fire("timeout:root/w");
    run.at += 1;
    run.signal("go", { id: "s1" }).resume();
    expect(run.statusOf("root/w")).toBe("timed_out");
    expect(run.state.signals.kept).toHaveLength(1);
  });

  it("an overdue wait times out when the last signal from before its deadline was not the one", () => {
    const run = new TestRun(plan)
      .start()
      .wait("root/w", waitFor("go", { timeoutMs: 100, ask: "each_signal" }))
      .pause();
    run.signal("go", { id: "s1" }).signal("go", { id: "s2" }).fire("timeout:root/w").resume();
    expect(run.commands).toMatchObject([{ ask: { signal: { id: "s1" } } }]);
    run.judge("root/w", "s1", "dropped");
    expect(run.commands).toMatchObject([{ ask: { signal: { id: "s2" } } }]);
    run.judge("root/w", "s2", "left");
    expect(run.statusOf("root/w")).toBe("timed_out");
  });

  it("an overdue wait does not time out during a second pause", () => {
    const run = new TestRun(plan)
      .start()
      .wait("root/w", waitFor("go", { timeoutMs: 100, ask: "each_signal" }))
      .pause();
    run.signal("go", { id: "s1" }).signal("go", { id: "s2" }).fire("timeout:root/w").resume().pause();
    run.judge("root/w", "s1", "dropped");
    expect(run.statusOf("root/w")).toBe("waiting");
    run.resume();
    expect(run.commands).toMatchObject([{ ask: { signal: { id: "s2" } } }]);
  });

  it("a wait for a time whose time-out passed times out at resume", () => {
    const run = new TestRun(plan).start();
    run.wait("root/w", { kind: "wait", for: { untilMs: 9_000 }, ask: "never", timeoutMs: 100 }).pause();
    run.fire("timeout:root/w").resume();
    expect(run.statusOf("root/w")).toBe("timed_out");
  });

  it("of two waits in a race only the first that takes one takes one", () => {
    const racing = createPlan({
      p: deciding,
      v: { parent: "p", ...awaiting("v") },
      w: { parent: "p", ...awaiting("w") },
    });
    const run = new TestRun(racing)
      .start()
      .open("root/p", childrenOf(listChildren("v", "w"), { settle: STRATEGIES.race }));
    run.wait("root/p/v", waitFor("v")).wait("root/p/w", waitFor("w")).pause().signal("v").signal("w").resume();
    expect(run.verdicts).toStrictEqual(["v-1 kept", "w-2 kept", "v-1 taken"]);
    expect(run.statusOf("root/p/w")).toBe("canceled");
  });
});

describe("cancel", () => {
  it("tells all that is under way, and the run ends `canceled` when the last has returned, without `on_error`", () => {
    const plan = createPlan({ p: { ...deciding, onError: "b" }, x: { parent: "p" }, y: { parent: "p" }, b: {} });
    const run = new TestRun(plan)
      .start()
      .open("root/p", childrenOf(listChildren("x", "y")))
      .cancel();
    expect(run.commands).toMatchObject([
      { kind: "cancel_call", path: "root/p/x", call: 1 },
      { kind: "cancel_call", path: "root/p/y", call: 1 },
      { kind: "start_timer", timer: "grace:root", at: 6_000 },
    ]);
    expect(["root/p", "root/p/x", "root/p/y"].map((path) => run.statusOf(path))).toStrictEqual([
      "canceled",
      "canceled",
      "canceled",
    ]);
    run.end("root/p/x", { call: 1 });
    expect(run.commands).toStrictEqual([]);
    run.end("root/p/y", { call: 1 });
    expect(run.commands).toMatchObject([
      { kind: "cancel_timer", timer: "grace:root" },
      { kind: "end_run", status: "canceled", error: { code: "RUN_CANCELED" } },
    ]);
    expect(run.late).toStrictEqual(["task_ended root/p/x", "task_ended root/p/y"]);
  });

  it("waits for a shorter time where the plan's `cancelGraceMs` is lower", () => {
    const run = new TestRun({ ...chain, limits: { cancelGraceMs: 20 } }).start().cancel();
    expect(run.commands).toMatchObject([
      { kind: "cancel_call" },
      { kind: "start_timer", timer: "grace:root", at: 1_020 },
    ]);
    expect(run.fire("grace:root").state.status).toBe("canceled");
  });

  it("does not wait for handlers longer than 5 s", () => {
    const run = new TestRun(chain).start().cancel().fire("grace:root");
    expect(run.at).toBe(6_000);
    expect(run.commands).toMatchObject([{ kind: "end_run", status: "canceled" }]);
    run.end("root/a", { call: 1 });
    expect(run.late).toStrictEqual(["task_ended root/a"]);
  });

  it("a heartbeat of a handler that was told to stop is no return", () => {
    const run = new TestRun(chain).start().cancel().fold({ kind: "attempt_memo", path: "root/a", call: 1, memo: 1 });
    expect(run.state.status).toBe("running");
  });

  it("what has not started is skipped, and the run ends at once when nothing is under way", () => {
    const run = new TestRun(createPlan({ a: { delayMs: 100 } })).start().cancel();
    expect(run.commands).toMatchObject([{ kind: "cancel_timer" }, { kind: "end_run", status: "canceled" }]);
    expect(run.statusOf("root/a")).toBe("skipped");
  });

  it("works while paused: what was held back is skipped, and the run waits for its handlers", () => {
    const plan = createPlan({ p: deciding, x: { parent: "p" }, y: { parent: "p", delayMs: 100 } });
    const run = new TestRun(plan)
      .start()
      .open("root/p", childrenOf(listChildren("x", "y")))
      .pause();
    run.fire("delay:root/p/y").cancel();
    expect(run.statusOf("root/p/y")).toBe("skipped");
    expect(run.changes.at(-1)).toStrictEqual({ kind: "run", status: "running" });
    expect(run.fire("grace:root").state.status).toBe("canceled");
  });

  it("works before the run has started", () => {
    const run = new TestRun(chain).cancel().start();
    expect(run.state.status).toBe("canceled");
    expect(run.calling).toStrictEqual([]);
  });

  it("tells the call that renders the run's outputs", () => {
    const run = new TestRun(createPlan({ a: {} }, { outputs: {} })).start().end("root/a").cancel();
    expect(run.commands).toMatchObject([{ kind: "cancel_call", path: "root" }, { kind: "start_timer" }]);
    expect(run.end("root", { call: 1 }).state.status).toBe("canceled");
  });

  it("nothing else is asked of a run that is closing, but that it be terminated", () => {
    const run = new TestRun(chain).start().cancel().cancel().pause().resume();
    expect(run.state).toMatchObject({ status: "running", control: 1 });
    run.terminate();
    expect(run.state).toMatchObject({ status: "canceled", error: { code: "RUN_TERMINATED" } });
    expect(run.timing).toStrictEqual([]);
  });

  it("signals that arrive while the run is closing are kept and looked at by nobody", () => {
    const run = new TestRun(
      createPlan({ p: deciding, x: { parent: "p" }, w: { parent: "p", ...awaiting("go") } }),
    ).start();
    run
      .open("root/p", childrenOf(listChildren("x", "w")))
      .wait("root/p/w", waitFor("go"))
      .cancel()
      .signal("go", { id: "s1" });
    expect(run.verdicts).toStrictEqual(["s1 kept"]);
  });

  it("after the last event of a run it is too late, and the run keeps its end", () => {
    const run = new TestRun(chain).start().end("root/a").end("root/b").cancel();
    expect(run.commands).toStrictEqual([]);
    expect(run.state.status).toBe("completed");
  });
});

describe("terminate", () => {
  it("ends the run at once as `canceled`, without telling handlers", () => {
    const plan = createPlan({ p: { timeoutMs: 100, ...deciding }, x: { parent: "p" } });
    const run = new TestRun(plan)
      .start()
      .open("root/p", childrenOf(listChildren("x")))
      .terminate();
    expect(run.commands).toMatchObject([
      { kind: "cancel_timer", timer: "timeout:root/p" },
      { kind: "end_run", status: "canceled", error: { code: "RUN_TERMINATED" } },
    ]);
    expect(run.statusOf("root/p/x")).toBe("canceled");
  });
});
