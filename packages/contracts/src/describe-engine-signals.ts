import { expect } from "vitest";
import type { Claim } from "./contract-claims.js";
import {
  awaitEnd,
  awaitLine,
  awaitRuns,
  awaitStatus,
  createRequest,
  runToEnd,
  sequence,
  startRun,
  statuses,
  taskAt,
  type EngineSubject,
} from "./describe-engine-subject.js";

const WAIT = { id: "w", type: "wait", wait_for: "go" };

/** Of a workflow that nobody else has who uses the server: a signal without a target reaches all runs that listen. */
function createLonelyId(): string {
  return `lonely-${createRequest().requestId}`;
}

/** Waits, signals, triggers. */
export function claimSignals(claim: Claim<EngineSubject>): void {
  claim("a run keeps a signal that comes before its wait", async (subject) => {
    const run = await startRun(subject, sequence({ id: "a", action: "gate", with: 1 }, WAIT));
    await subject.engine.signal(run, { name: "go", payload: { n: 1 } });
    subject.handlers.open(1);
    const document = await awaitEnd(subject, run);
    expect(taskAt(document, "root/w").output).toMatchObject({ signal: { name: "go", payload: { n: 1 } } });
  });

  claim("a signal with an id that the run has had is dropped", async (subject) => {
    const run = await startRun(subject, sequence(WAIT, { ...WAIT, id: "w2" }, { id: "a", action: "echo" }));
    await subject.engine.signal(run, { name: "go", payload: 1, signalId: "one" });
    await subject.engine.signal(run, { name: "go", payload: 2, signalId: "one" });
    await subject.engine.signal(run, { name: "go", payload: 3, signalId: "two" });
    const { output } = await awaitEnd(subject, run);
    expect(output).toMatchObject({ w: { signal: { payload: 1 } }, w2: { signal: { payload: 3 } } });
  });

  claim("a sender who repeats a signal is told what became of it", async (subject) => {
    const run = await startRun(subject, sequence(WAIT, { ...WAIT, id: "w2" }));
    const signal = { name: "go", payload: 1, signalId: "one", verdict: true };
    expect(await subject.engine.signal(run, signal)).toMatchObject({ verdict: "taken" });
    expect(await subject.engine.signal(run, signal)).toStrictEqual({ signalId: "one", verdict: "taken" });
    expect((await subject.engine.get(run)).status).toBe("running");
  });

  claim("a name that no wait of the definition has is refused to a sender who asks", async (subject) => {
    const run = await startRun(subject, { tasks: [WAIT] });
    const signal = subject.engine.signal(run, { name: "other", payload: 1, verdict: true });
    await expect(signal).rejects.toMatchObject({ code: "SIGNAL_NOT_EXPECTED" });
  });

  claim("a signal that is refused is in the run's log, for a sender who asks for no verdict", async (subject) => {
    const run = await startRun(subject, { tasks: [{ ...WAIT, payload_schema: { type: "number" } }] });
    await subject.engine.signal(run, { name: "other", payload: 1, signalId: "o" });
    expect(await awaitLine(subject, run, "SIGNAL_NOT_EXPECTED")).toMatchObject({
      level: "warn",
      path: "root",
      attempt: 0,
      data: { signal: "o", name: "other" },
    });
    await subject.engine.signal(run, { name: "go", payload: "x", signalId: "g" });
    expect(await awaitLine(subject, run, "SIGNAL_INVALID")).toMatchObject({ path: "root/w", data: { signal: "g" } });
    await subject.engine.signal(run, { name: "go", payload: 1 });
    expect((await awaitEnd(subject, run)).status).toBe("completed");
  });

  claim("a signal that the run has no room for is refused to a sender who asks, else in its log", async (subject) => {
    const run = await startRun(subject, sequence({ id: "a", action: "gate", with: 1 }, WAIT));
    const payload = "x".repeat(200 * 1024);
    await subject.engine.signal(run, { name: "go", payload });
    const asked = subject.engine.signal(run, { name: "go", payload, verdict: true });
    await expect(asked).rejects.toMatchObject({ code: "SIGNAL_BUFFER_FULL" });
    await subject.engine.signal(run, { name: "go", payload, signalId: "third" });
    expect((await awaitLine(subject, run, "SIGNAL_BUFFER_FULL")).data).toMatchObject({ name: "go" });
    subject.handlers.open(1);
    await awaitEnd(subject, run);
  });

  claim("a payload that does not fit is refused to a sender who asks, and gone", async (subject) => {
    const run = await startRun(subject, { tasks: [{ ...WAIT, payload_schema: { type: "number" } }] });
    const bad = subject.engine.signal(run, { name: "go", payload: "x", verdict: true });
    await expect(bad).rejects.toMatchObject({ code: "SIGNAL_INVALID" });
    expect(await subject.engine.signal(run, { name: "go", payload: 1, verdict: true })).toMatchObject({
      verdict: "taken",
    });
    expect(await awaitEnd(subject, run)).toMatchObject({ output: { w: { signal: { payload: 1 } } } });
  });

  claim("a signal that does not meet the condition is gone, and the wait goes on", async (subject) => {
    const run = await startRun(subject, { tasks: [{ ...WAIT, condition: "signal.payload > 2" }] });
    expect(await subject.engine.signal(run, { name: "go", payload: 1, verdict: true })).toMatchObject({
      verdict: "dropped",
    });
    expect(await subject.engine.signal(run, { name: "go", payload: 3, verdict: true })).toMatchObject({
      verdict: "taken",
    });
    expect((await awaitEnd(subject, run)).status).toBe("completed");
  });

  claim("an error while evaluating the condition is a refusal, never the run's failure", async (subject) => {
    const run = await startRun(subject, { tasks: [{ ...WAIT, condition: "signal.payload.ok" }] });
    const bad = subject.engine.signal(run, { name: "go", payload: 1, verdict: true });
    await expect(bad).rejects.toMatchObject({ code: "SIGNAL_INVALID" });
    await subject.engine.signal(run, { name: "go", payload: { ok: true } });
    expect((await awaitEnd(subject, run)).status).toBe("completed");
  });

  claim("an unequal correlation id is left for others", async (subject) => {
    const wait = (id: string, key: string): { id: string; type: string; wait_for: string; correlation_id: string } => ({
      ...WAIT,
      id,
      correlation_id: key,
    });
    const run = await startRun(subject, {
      tasks: [{ id: "p", type: "parallel", tasks: [wait("x", "1"), wait("y", "2")] }],
    });
    await subject.engine.signal(run, { name: "go", payload: "for y", correlationId: "2" });
    await subject.engine.signal(run, { name: "go", payload: "for x", correlationId: "1" });
    const { output } = await awaitEnd(subject, run);
    expect(output).toMatchObject({ p: { x: { signal: { payload: "for x" } }, y: { signal: { payload: "for y" } } } });
  });

  claim("of several waits for one name the one that started first looks first", async (subject) => {
    const tasks = [
      { ...WAIT, id: "y", delay: 300 },
      { ...WAIT, id: "x" },
    ];
    const run = await startRun(subject, { tasks: [{ id: "p", type: "parallel", tasks }] });
    await awaitStatus(subject, run, "root/p/x", "waiting");
    for (const payload of [1, 2]) await subject.engine.signal(run, { name: "go", payload, verdict: true });
    const { output } = await awaitEnd(subject, run);
    expect(output).toMatchObject({ p: { x: { signal: { payload: 1 } }, y: { signal: { payload: 2 } } } });
  });

  claim("a processor runs before the condition, which sees its output", async (subject) => {
    const processor = { action: "echo", with: "{{ signal.payload * 2 }}" };
    const run = await startRun(subject, { tasks: [{ ...WAIT, processor, condition: "processor.output > 4" }] });
    expect(await subject.engine.signal(run, { name: "go", payload: 1, verdict: true })).toMatchObject({
      verdict: "dropped",
    });
    await subject.engine.signal(run, { name: "go", payload: 3 });
    const document = await awaitEnd(subject, run);
    expect(document.error).toBeNull();
    expect(taskAt(document, "root/w").output).toMatchObject({ signal: { payload: 3 }, processor: { output: 6 } });
    expect(taskAt(document, "root/w/processor#2").status).toBe("completed");
  });

  claim("a processor that fails after its retries fails the wait", async (subject) => {
    const processor = { action: "fail", with: "no", retry: { maximum_attempts: 2, initial_interval: 1 } };
    const run = await startRun(subject, { tasks: [{ ...WAIT, processor }] });
    await subject.engine.signal(run, { name: "go", payload: 1 });
    expect(await awaitEnd(subject, run)).toMatchObject({ status: "failed", error: { code: "PROCESSOR_FAILED" } });
  });

  claim("a wait whose signal does not come is timed out, and the run failed", async (subject) => {
    const document = await runToEnd(subject, { tasks: [{ ...WAIT, timeout: 30 }] });
    expect(document).toMatchObject({ status: "failed", error: { code: "WAIT_TIMEOUT" } });
    expect(statuses(document)).toStrictEqual({ "root/w": "timed_out" });
  });

  claim("`on_timeout` wins over `on_error`", async (subject) => {
    const wait = { ...WAIT, timeout: 30, on_timeout: { next: "late" }, on_error: { next: "mend" } };
    const document = await runToEnd(subject, {
      tasks: [wait, { id: "late", action: "echo" }, { id: "mend", action: "echo" }],
    });
    expect(statuses(document)).toStrictEqual({ "root/w": "timed_out", "root/late": "completed" });
  });

  claim("a wait for a duration ends after it", async (subject) => {
    const document = await runToEnd(
      subject,
      sequence({ id: "w", type: "wait", duration: "30ms" }, { id: "a", action: "echo" }),
    );
    expect(statuses(document)).toStrictEqual({ "root/w": "completed", "root/a": "completed" });
  });

  claim("a wait until a time in the past ends at once", async (subject) => {
    const document = await runToEnd(subject, { tasks: [{ id: "w", type: "wait", until: "2020-01-01T00:00:00Z" }] });
    expect(document.status).toBe("completed");
  });

  claim("a signal task with a target reaches that run", async (subject) => {
    const receiver = await startRun(subject, { id: "receiver", tasks: [WAIT] });
    const signal = { name: "go", payload: "hello", target: { run_id: receiver } };
    const sender = await runToEnd(subject, { id: "sender", tasks: [{ id: "s", type: "signal", signal }] });
    expect(sender.output).toMatchObject({ s: { delivered: 1, started: 0 } });
    expect(await awaitEnd(subject, receiver)).toMatchObject({ output: { w: { signal: { payload: "hello" } } } });
  });

  claim("a signal task whose target does not exist fails", async (subject) => {
    const signal = { name: "go", payload: 1, target: { run_id: "nobody" } };
    const document = await runToEnd(subject, { tasks: [{ id: "s", type: "signal", signal }] });
    expect(document).toMatchObject({ status: "failed", error: { code: "RUN_NOT_FOUND" } });
  });

  claim("a signal without a target starts what listens and wakes what waits", async (subject) => {
    const triggered = subject.compile({
      id: "listener",
      triggers: [{ type: "signal", name: "go", input: { got: "{{ trigger.payload }}" } }],
      tasks: [{ id: "a", action: "echo", with: "{{ workflow.input.got }}" }],
    });
    await subject.serve([triggered]);
    const waiting = await startRun(subject, { id: createLonelyId(), tasks: [WAIT] });
    await awaitStatus(subject, waiting, "root/w", "waiting");
    await subject.reachable(waiting);
    const sender = await runToEnd(subject, {
      id: "sender",
      tasks: [{ id: "s", type: "signal", signal: { name: "go", payload: 9 } }],
    });
    expect(sender.output).toMatchObject({ s: { delivered: 1, started: 1 } });
    expect((await awaitEnd(subject, waiting)).status).toBe("completed");
    const runs = await awaitRuns(subject, { workflow: "listener" }, 1);
    expect(runs).toHaveLength(1);
    expect(await awaitEnd(subject, runs[0]?.run_id ?? "")).toMatchObject({ status: "completed", output: { a: 9 } });
  });

  claim("a signal without a target is handed to a run that does not wait yet, too", async (subject) => {
    const id = createLonelyId();
    const run = await startRun(subject, { ...sequence({ id: "a", action: "gate", with: 1 }, WAIT), id });
    await subject.handlers.called("root/a");
    await subject.reachable(run);
    expect(await subject.engine.broadcast({ name: "go", payload: "early" })).toMatchObject({
      delivered: 1,
      started: 0,
    });
    subject.handlers.open(1);
    const { output } = await awaitEnd(subject, run);
    expect(output).toMatchObject({ w: { signal: { payload: "early" } } });
  });

  claim("a triggered run's input is by default the signal's payload", async (subject) => {
    const triggers = [{ type: "signal", name: "go" }];
    const tasks = [{ id: "a", action: "echo", with: "{{ workflow.input }}" }];
    await subject.serve([subject.compile({ id: "listener", triggers, tasks })]);
    await subject.engine.broadcast({ name: "go", payload: { x: [1, "two"] } });
    const runs = await awaitRuns(subject, { workflow: "listener" }, 1);
    const document = await awaitEnd(subject, runs[0]?.run_id ?? "");
    expect(document).toMatchObject({ status: "completed", output: { a: { x: [1, "two"] } } });
  });

  claim("the same signal sent twice starts one run", async (subject) => {
    const triggers = [{ type: "signal", name: "go" }];
    await subject.serve([subject.compile({ id: "listener", triggers, tasks: [{ id: "a", action: "echo" }] })]);
    const signal = { name: "go", payload: { x: 1 }, signalId: createRequest().requestId };
    expect((await subject.engine.broadcast(signal)).started).toBe(1);
    expect((await subject.engine.broadcast(signal)).started).toBe(0);
    expect(await awaitRuns(subject, { workflow: "listener" }, 1)).toHaveLength(1);
  });
}
