import { expect } from "vitest";
import type { Claim } from "./contract-claims.js";
import {
  awaitEnd,
  awaitLine,
  awaitStatus,
  createRequest,
  runToEnd,
  startRun,
  taskAt,
  type EngineSubject,
} from "./describe-engine-subject.js";

const FAST = { initial_interval: 1 };

const LATE = "ILLEGAL_TRANSITION";

/** Attempts, retries, time-outs, heartbeats. */
export function claimAttempts(claim: Claim<EngineSubject>): void {
  claim("a failed attempt is made again, with the same idempotency key", async (subject) => {
    const document = await runToEnd(subject, { tasks: [{ id: "a", action: "flaky", with: 2, retry: FAST }] });
    expect(taskAt(document, "root/a")).toMatchObject({ status: "completed", attempts: 3, output: 3 });
    expect(new Set(subject.handlers.calls.map(({ key }) => key)).size).toBe(1);
  });

  claim("after the last attempt the task fails with its error", async (subject) => {
    const retry = { ...FAST, maximum_attempts: 2 };
    const document = await runToEnd(subject, { tasks: [{ id: "a", action: "fail", with: "broken", retry }] });
    expect(taskAt(document, "root/a")).toMatchObject({
      status: "failed",
      attempts: 2,
      error: { code: "HANDLER_FAILED", type: "Error", message: '"broken"' },
    });
    expect(subject.handlers.calls.map(({ attempt }) => attempt)).toStrictEqual([1, 2]);
  });

  claim("an error that is not retryable ends the task at once", async (subject) => {
    const document = await runToEnd(subject, { tasks: [{ id: "a", action: "stop", retry: FAST }] });
    expect(taskAt(document, "root/a")).toMatchObject({ status: "failed", attempts: 1 });
  });

  claim("an error type that the policy names is not tried again", async (subject) => {
    const retry = { ...FAST, non_retryable_error_types: ["Error"] };
    const document = await runToEnd(subject, { tasks: [{ id: "a", action: "fail", retry }] });
    expect(taskAt(document, "root/a")).toMatchObject({ status: "failed", attempts: 1 });
  });

  claim("an attempt that takes too long is aborted and made again", async (subject) => {
    const retry = { ...FAST, maximum_attempts: 2 };
    const task = { id: "a", action: "gate", timeout: 40, retry };
    const document = await runToEnd(subject, { tasks: [task] });
    expect(taskAt(document, "root/a")).toMatchObject({ status: "timed_out", error: { code: "TASK_TIMEOUT" } });
    expect(subject.handlers.calls.map(({ signal }) => signal.aborted)).toStrictEqual([true, true]);
  });

  claim("all attempts together end at `total_timeout`", async (subject) => {
    const retry = { initial_interval: 20, maximum_attempts: 1_000, maximum_interval: 20 };
    const document = await runToEnd(subject, { tasks: [{ id: "a", action: "fail", total_timeout: 100, retry }] });
    expect(taskAt(document, "root/a")).toMatchObject({ status: "timed_out", error: { code: "TOTAL_TIMEOUT" } });
  });

  claim("a handler that does not call `heartbeat` in time is ended", async (subject) => {
    const retry = { ...FAST, maximum_attempts: 1 };
    const task = { id: "a", action: "gate", heartbeat_timeout: 40, retry };
    const document = await runToEnd(subject, { tasks: [task] });
    expect(taskAt(document, "root/a")).toMatchObject({ status: "timed_out", error: { code: "HEARTBEAT_TIMEOUT" } });
  });

  claim("what an attempt left with `heartbeat` the next one finds", async (subject) => {
    const document = await runToEnd(subject, { tasks: [{ id: "a", action: "beat", retry: FAST }] });
    expect(taskAt(document, "root/a").output).toStrictEqual({ attempt: 2 });
  });

  claim("a time-out counts as a failure: `on_error` runs", async (subject) => {
    const retry = { maximum_attempts: 1 };
    const tasks = [
      { id: "a", action: "gate", timeout: 30, retry, on_error: { next: "b" } },
      { id: "b", action: "echo", with: "{{ error.code }}" },
    ];
    expect(await runToEnd(subject, { tasks })).toMatchObject({ status: "completed", output: { b: "TASK_TIMEOUT" } });
  });

  claim("a handler that ignores its abort does not hold the run up", async (subject) => {
    const task = { id: "a", action: "deaf", timeout: 30, retry: { maximum_attempts: 1 } };
    expect(await runToEnd(subject, { tasks: [task] })).toMatchObject({
      status: "failed",
      error: { code: "TASK_TIMEOUT" },
    });
    subject.handlers.open(null);
  });

  claim("what returns after its time-out is in the run's log, with path and attempt", async (subject) => {
    const task = { id: "a", action: "deaf", with: 1, timeout: 30, retry: { maximum_attempts: 1 } };
    const { run_id: run } = await runToEnd(subject, { tasks: [task] });
    subject.handlers.open(1);
    const late = { path: "root/a", attempt: 1, level: "debug", data: { status: "completed", preview: "1" } };
    expect(await awaitLine(subject, run, LATE)).toMatchObject(late);
  });

  claim("what returns after its race was lost is in the run's log", async (subject) => {
    const tasks = [
      { id: "slow", action: "deaf", with: "slow" },
      { id: "fast", action: "gate", with: "fast" },
    ];
    const race = { id: "p", type: "parallel", strategy: "race", tasks, on_success: { next: "w" } };
    const run = await startRun(subject, { tasks: [race, { id: "w", type: "wait", wait_for: "go" }] });
    await subject.handlers.called("root/p/slow");
    subject.handlers.open("fast");
    await awaitStatus(subject, run, "root/w", "waiting");
    subject.handlers.open("slow");
    const late = { path: "root/p/slow", attempt: 1, data: { status: "completed", preview: '"slow"' } };
    expect(await awaitLine(subject, run, LATE)).toMatchObject(late);
    await subject.engine.signal(run, { name: "go", payload: null });
    expect(await awaitEnd(subject, run)).toMatchObject({ status: "completed", output: { p: { fast: "fast" } } });
  });

  claim("what returns after a cancel is in the run's log", async (subject) => {
    const run = await startRun(subject, { tasks: [{ id: "a", action: "deaf", with: 1 }] });
    await subject.handlers.called("root/a");
    await subject.engine.cancel(run, createRequest());
    subject.handlers.open(1);
    expect(await awaitLine(subject, run, LATE)).toMatchObject({ path: "root/a", data: { preview: "1" } });
    expect(await awaitEnd(subject, run)).toMatchObject({ status: "canceled" });
  });

  claim("what returns after the run's end is in its log", async (subject) => {
    const run = await startRun(subject, { tasks: [{ id: "a", action: "deaf", with: 1 }] });
    await subject.handlers.called("root/a");
    await subject.engine.terminate(run, createRequest());
    await awaitEnd(subject, run);
    subject.handlers.open(1);
    expect(await awaitLine(subject, run, LATE)).toMatchObject({ path: "root/a", data: { preview: "1" } });
  });

  claim("the run ends timed out after its own time-out", async (subject) => {
    const document = await runToEnd(subject, { timeout: 60, tasks: [{ id: "a", action: "gate" }] });
    expect(document).toMatchObject({ status: "timed_out", error: { code: "RUN_TIMEOUT" } });
    expect(subject.handlers.calls.every(({ signal }) => signal.aborted)).toBe(true);
  });
}
