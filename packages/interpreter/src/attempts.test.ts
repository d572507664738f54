import { describe, expect, it } from "vitest";
import { childrenOf, createPlan, deciding, listChildren, withAttempts } from "./plan.fixture.js";
import { TestRun, errorOf } from "./test-run.fixture.js";

describe("attempts", () => {
  it("a failed attempt is followed by another after the first interval, then after twice that", () => {
    const plan = createPlan({ a: withAttempts({ maximumAttempts: 3, initialIntervalMs: 100 }) });
    const run = new TestRun(plan).start().failAttempt("root/a");
    expect(run.commands).toStrictEqual([{ kind: "start_timer", timer: "retry:root/a", at: 1_100 }]);
    expect(run.changesOf("root/a").at(-1)).toMatchObject({
      status: "waiting",
      attempt: 1,
      attemptError: { code: "HANDLER_FAILED" },
    });
    run.fire("retry:root/a").failAttempt("root/a");
    expect(run.commands).toStrictEqual([{ kind: "start_timer", timer: "retry:root/a", at: 1_300 }]);
    run.fire("retry:root/a");
    expect(run.commands).toStrictEqual([
      { kind: "advance", path: "root/a", call: 3, ask: { kind: "delayed" }, attempt: 3 },
    ]);
    expect(run.statusOf("root/a")).toBe("running");
  });

  it("by the default policy there are three, the second after a second", () => {
    const run = new TestRun(createPlan({ a: { attempts: { timeoutMs: 1 } } })).start().failAttempt("root/a");
    expect(run.timers.get("retry:root/a")?.at).toBe(2_000);
    run.fire("retry:root/a").failAttempt("root/a").fire("retry:root/a").failAttempt("root/a");
    expect(run.changesOf("root/a").at(-1)).toMatchObject({ status: "failed", attempt: 3 });
  });

  it("the last attempt's error is the task's", () => {
    const run = new TestRun(createPlan({ a: withAttempts({ maximumAttempts: 2 }) })).start();
    run.failAttempt("root/a", errorOf("FIRST")).fire("retry:root/a").failAttempt("root/a", errorOf("SECOND"));
    expect(run.changesOf("root/a").at(-1)).toMatchObject({ status: "failed", attempt: 2, error: { code: "SECOND" } });
    expect(run.state.status).toBe("failed");
  });

  it("an attempt that succeeds after a failed one completes the task", () => {
    const run = new TestRun(createPlan({ a: withAttempts() })).start();
    run.failAttempt("root/a").fire("retry:root/a").complete("root/a", 1);
    expect(run.changesOf("root/a").at(-1)).toMatchObject({ status: "completed", attempt: 2 });
  });

  it.each([
    ["it may not be retried", { retryable: false }],
    ["the driver's server has made them all", { final: true }],
  ])("no attempt follows when %s", (_, keys) => {
    const run = new TestRun(createPlan({ a: withAttempts() })).start();
    run.fold({
      kind: "attempt_failed",
      path: "root/a",
      call: 1,
      attempt: 1,
      error: errorOf(),
      retryable: true,
      ...keys,
    });
    expect(run.state.status).toBe("failed");
  });

  it("no attempt follows when the type of the error is never tried again", () => {
    const run = new TestRun(createPlan({ a: withAttempts({ nonRetryableErrorTypes: ["CardDeclined"] }) })).start();
    run.failAttempt("root/a", { ...errorOf(), type: "CardDeclined" });
    expect(run.state.status).toBe("failed");
  });

  it("a step that is not made in attempts fails at once", () => {
    const run = new TestRun(createPlan({ a: {} })).start().failAttempt("root/a");
    expect(run.state.status).toBe("failed");
  });

  it.each([
    ["TASK_TIMEOUT", "timed_out"],
    ["HEARTBEAT_TIMEOUT", "timed_out"],
    ["HANDLER_FAILED", "failed"],
  ])("a last attempt that ends with %s leaves a task that is %s", (code, status) => {
    const run = new TestRun(createPlan({ a: withAttempts({ maximumAttempts: 1 }) })).start();
    run.failAttempt("root/a", errorOf(code));
    expect(run.statusOf("root/a")).toBe(status);
  });

  it("an attempt that the driver announces is running, and counts from then on", () => {
    const run = new TestRun(createPlan({ a: withAttempts() })).start();
    run.at = 1_010;
    run.fold({ kind: "attempt_started", path: "root/a", call: 1, attempt: 1 });
    expect(run.changesOf("root/a").at(-1)).toMatchObject({ status: "running", attempt: 1, startedAt: 1_010 });
  });

  it("a task keeps the start of its first attempt", () => {
    const run = new TestRun(createPlan({ a: withAttempts() })).start();
    run
      .fold({ kind: "attempt_started", path: "root/a", call: 1, attempt: 1 })
      .failAttempt("root/a")
      .fire("retry:root/a");
    run.fold({ kind: "attempt_started", path: "root/a", call: 2, attempt: 2 });
    expect(run.changesOf("root/a").at(-1)).toMatchObject({ attempt: 2, startedAt: 1_000 });
  });

  it("when the server does not say which attempt failed, the count stays as it is", () => {
    const run = new TestRun(createPlan({ a: withAttempts() })).start();
    run.fold({ kind: "attempt_failed", path: "root/a", call: 1, attempt: null, error: errorOf(), retryable: false });
    expect(run.changesOf("root/a").at(-1)).toMatchObject({ status: "failed", attempt: 0 });
  });

  it("a failed attempt says when it began, what its input was and what it leaves", () => {
    const run = new TestRun(createPlan({ a: withAttempts() })).start();
    const details = { startedAt: 990, input: { value: 1 }, memo: { page: 2 }, meta: { path: "new" } };
    run.fold({
      kind: "attempt_failed",
      path: "root/a",
      call: 1,
      attempt: 1,
      error: errorOf(),
      retryable: true,
      ...details,
    });
    expect(run.state.tasks["root/a"]).toMatchObject(details);
    expect(run.changesOf("root/a").at(-1)).toMatchObject({ status: "waiting", startedAt: 990 });
  });

  it("what a running attempt leaves is kept for the next one", () => {
    const run = new TestRun(createPlan({ a: withAttempts() })).start();
    run.fold({ kind: "attempt_memo", path: "root/a", call: 1, memo: { page: 3 } });
    expect(run.state.tasks["root/a"]).toMatchObject({ memo: { page: 3 } });
    expect(run.calling).toStrictEqual(["root/a"]);
  });

  it("reports of a call that nobody waits for are noted as late, and nothing else", () => {
    const run = new TestRun(createPlan({ a: withAttempts() })).start().failAttempt("root/a").fire("retry:root/a");
    run.fold({ kind: "attempt_started", path: "root/a", call: 1, attempt: 1 });
    run.fold({ kind: "attempt_memo", path: "root/a", call: 1, memo: 1 });
    run.fold({ kind: "attempt_failed", path: "root/a", call: 1, attempt: 1, error: errorOf(), retryable: true });
    expect(run.late).toStrictEqual(["attempt_started root/a", "attempt_memo root/a", "attempt_failed root/a"]);
    expect(run.state.tasks["root/a"]).not.toHaveProperty("memo");
    expect(run.calling).toStrictEqual(["root/a"]);
  });

  it("a child in its retry delay occupies its place in the window", () => {
    const plan = createPlan({ p: deciding, x: { parent: "p", ...withAttempts() }, y: { parent: "p" } });
    const run = new TestRun(plan).start().open("root/p", childrenOf(listChildren("x", "y"), { window: 1 }));
    run.failAttempt("root/p/x");
    expect(run.calling).toStrictEqual([]);
    run.fire("retry:root/p/x").complete("root/p/x", 1);
    expect(run.calling).toStrictEqual(["root/p/y"]);
  });
});
