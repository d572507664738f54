import { describe, expect, it } from "vitest";
import { childrenOf, createPlan, deciding, listChildren, withAttempts } from "./plan.fixture.js";
import { reduce } from "./reduce.js";
import { TestRun, errorOf, listReopened } from "./test-run.fixture.js";

const plan = createPlan({ a: { next: "b" }, b: {} });

describe("reduce", () => {
  it("changes the state that it is given, and gives it back", () => {
    const { index, state } = new TestRun(plan);
    expect(reduce(index, state, { kind: "run_started" }, 1).state).toBe(state);
    expect(state).toMatchObject({ status: "running", startedAt: 1, seq: 1, now: 1 });
    expect(state.tasks["root"]).toMatchObject({ status: "running", parent: null });
  });

  it("needs no observer", () => {
    const { index, state } = new TestRun(plan);
    const events = [
      { kind: "run_started" },
      { kind: "attempt_memo", path: "root/b", call: 1, memo: null },
      { kind: "signal_received", signal: { id: "s", name: "go", payload: null } },
      { kind: "pause_requested", requestId: "r1" },
      { kind: "resume_requested", requestId: "r2" },
      { kind: "terminate_requested", requestId: "r3" },
      { kind: "attempt_memo", path: "root/b", call: 1, memo: null },
    ] as const;
    for (const event of events) reduce(index, state, event, 1);
    expect(state.status).toBe("canceled");
  });

  it("a run starts once", () => {
    const run = new TestRun(plan).start().start();
    expect(run.commands).toStrictEqual([]);
    expect(run.state.created).toBe(1);
  });

  it("a run that is refused has begun and failed, and does nothing", () => {
    const refused = { code: "INPUT_INVALID", type: "INPUT_INVALID", message: "no", details: null, task: null };
    const run = new TestRun(plan).fold({ kind: "run_started", refused });
    expect(run.state).toMatchObject({ status: "failed", startedAt: run.state.endedAt, error: refused });
    expect(run.commands).toStrictEqual([{ kind: "end_run", status: "failed", error: refused }]);
  });

  it("a state whose plan has no such step is a fault", () => {
    const run = new TestRun(createPlan({ a: { next: "gone" } })).start();
    expect(() => run.end("root/a")).toThrow(Error);
  });

  it("the same result twice counts once, the second is late", () => {
    const run = new TestRun(plan).start().end("root/a", { call: 1 }).end("root/a", { call: 1 });
    expect(run.late).toStrictEqual(["task_ended root/a"]);
    expect(listReopened(run.changes)).toStrictEqual([]);
    expect(run.calling).toStrictEqual(["root/b"]);
  });

  it("what returns after the end of the run is late", () => {
    const run = new TestRun(plan).start().terminate().end("root/a", { call: 1 }).signal("go");
    expect(run.late).toStrictEqual(["task_ended root/a"]);
  });
});

describe("a completion from outside", () => {
  it("ends the execution by its path and attempt", () => {
    const run = new TestRun(createPlan({ a: { next: "b", ...withAttempts() }, b: {} })).start();
    run.fold({ kind: "attempt_started", path: "root/a", call: 1, attempt: 1 });
    run.fold({ kind: "completed_outside", path: "root/a", attempt: 1, status: "completed", output: { value: 5 } });
    expect(run.outputOf("root/a")).toBe(5);
    expect(run.commands).toMatchObject([{ kind: "advance", path: "root/b" }]);
    run.end("root/a", { call: 1 });
    expect(run.late).toStrictEqual(["task_ended root/a"]);
  });

  it("may say that it failed", () => {
    const run = new TestRun(plan).start();
    run.fold({ kind: "completed_outside", path: "root/a", attempt: 0, status: "failed", error: errorOf("OUTSIDE") });
    expect(run.state).toMatchObject({ status: "failed", error: { code: "OUTSIDE" }, inFlight: 0 });
  });

  it.each([
    ["of another attempt", "root/a", 2],
    ["of an execution that has ended or never was", "root/z", 0],
    ["of the run itself", "root", 0],
  ])("%s is ignored", (_, path, attempt) => {
    const run = new TestRun(plan).start();
    run.fold({ kind: "completed_outside", path, attempt, status: "completed" });
    expect(run.late).toStrictEqual([`completed_outside ${path}`]);
    expect(run.calling).toStrictEqual(["root/a"]);
  });

  it("of a container stops what runs in it", () => {
    const nested = createPlan({ p: deciding, x: { parent: "p" } });
    const run = new TestRun(nested).start().open("root/p", childrenOf(listChildren("x")));
    run.fold({ kind: "completed_outside", path: "root/p", attempt: 0, status: "completed" });
    expect(run.commands).toMatchObject([{ kind: "cancel_call", path: "root/p/x" }, { kind: "end_run" }]);
  });
});
