import { expect } from "vitest";
import type { Claim } from "./contract-claims.js";
import {
  awaitEnd,
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

/** Cancel, terminate, pause, resume, retry, list, watch, logs. */
export function claimControl(claim: Claim<EngineSubject>): void {
  claim("cancel tells all that is under way, skips the rest and ends the run canceled", async (subject) => {
    const tasks = [
      { id: "x", action: "gate" },
      { id: "y", action: "echo" },
    ];
    const run = await startRun(subject, { tasks: [{ id: "p", type: "parallel", max_concurrency: 1, tasks }] });
    const call = await subject.handlers.called("root/p/x");
    const request = { ...createRequest(), reason: "not needed" };
    expect(await subject.engine.cancel(run, request)).toStrictEqual({ changed: true });
    const document = await awaitEnd(subject, run);
    expect(document).toMatchObject({ status: "canceled", error: { code: "RUN_CANCELED" } });
    expect(statuses(document)).toStrictEqual({ "root/p": "canceled", "root/p/x": "canceled" });
    expect(call.signal.aborted).toBe(true);
  });

  claim("cancel takes no `on_error`", async (subject) => {
    const tasks = [
      { id: "a", action: "gate", on_error: { next: "b" } },
      { id: "b", action: "echo" },
    ];
    const run = await startRun(subject, { tasks });
    await subject.handlers.called("root/a");
    await subject.engine.cancel(run, createRequest());
    expect(statuses(await awaitEnd(subject, run))).toStrictEqual({ "root/a": "canceled" });
  });

  claim(
    "a relaxed run that is cancelled ends with the task under way, at the latest with its time-out",
    async (subject) => {
      const tasks = sequence(
        { id: "a", action: "echo" },
        { id: "b", action: "deaf", timeout: 50 },
        { id: "c", action: "echo" },
      );
      const run = await startRun(subject, { defaults: { durability: "relaxed" }, ...tasks });
      await subject.handlers.called("root/b");
      await subject.engine.cancel(run, createRequest());
      const document = await awaitEnd(subject, run);
      expect(document).toMatchObject({ status: "canceled", error: { code: "RUN_CANCELED" } });
      expect(subject.handlers.calls.map(({ path }) => path)).toStrictEqual(["root/a", "root/b"]);
    },
  );

  claim("terminate ends the run without telling its handlers", async (subject) => {
    const run = await startRun(subject, { tasks: [{ id: "a", action: "gate", with: 1 }] });
    const call = await subject.handlers.called("root/a");
    await subject.engine.terminate(run, createRequest());
    expect(await awaitEnd(subject, run)).toMatchObject({ status: "canceled", error: { code: "RUN_TERMINATED" } });
    expect(call.signal.aborted).toBe(false);
    subject.handlers.open(1);
  });

  claim("on an ended run each mutation is refused", async (subject) => {
    const { run_id: run } = await runToEnd(subject, { tasks: [{ id: "a", action: "echo" }] });
    const ended = { code: "RUN_ENDED" };
    await expect(subject.engine.cancel(run, createRequest())).rejects.toMatchObject(ended);
    await expect(subject.engine.pause(run, createRequest())).rejects.toMatchObject(ended);
    await expect(subject.engine.resume(run, createRequest())).rejects.toMatchObject(ended);
    await expect(subject.engine.terminate(run, createRequest())).rejects.toMatchObject(ended);
    await expect(subject.engine.signal(run, { name: "x", payload: null })).rejects.toMatchObject(ended);
  });

  claim("a run that does not exist is not found", async ({ engine }) => {
    await expect(engine.get("nobody")).rejects.toMatchObject({ code: "RUN_NOT_FOUND" });
    await expect(engine.cancel("nobody", createRequest())).rejects.toMatchObject({ code: "RUN_NOT_FOUND" });
  });

  claim("while paused nothing new starts, and what was under way is recorded", async (subject) => {
    const run = await startRun(subject, sequence({ id: "a", action: "gate", with: 1 }, { id: "b", action: "echo" }));
    await subject.handlers.called("root/a");
    expect(await subject.engine.pause(run, createRequest())).toStrictEqual({ changed: true });
    expect(await subject.engine.pause(run, createRequest())).toStrictEqual({ changed: false });
    subject.handlers.open(1);
    await awaitStatus(subject, run, "root/b", "paused");
    expect(await subject.engine.get(run)).toMatchObject({ status: "paused" });
    expect(subject.handlers.calls).toHaveLength(1);
    await subject.engine.resume(run, createRequest());
    expect((await awaitEnd(subject, run)).status).toBe("completed");
  });

  claim("the same request twice does nothing the second time", async (subject) => {
    const run = await startRun(subject, { tasks: [{ id: "a", action: "gate", with: 1 }] });
    const request = createRequest();
    expect(await subject.engine.pause(run, request)).toStrictEqual({ changed: true });
    await subject.engine.resume(run, createRequest());
    expect(await subject.engine.pause(run, request)).toStrictEqual({ changed: false });
    subject.handlers.open(1);
    expect((await awaitEnd(subject, run)).status).toBe("completed");
  });

  claim("the same request to start or retry gives the same run", async (subject) => {
    const definition = subject.compile({ tasks: [{ id: "a", action: "echo", with: 1 }] });
    const start = { definition, input: {}, ...createRequest() };
    const first = await subject.engine.start(start);
    expect(await subject.engine.start(start)).toStrictEqual({ runId: first.runId, started: false });
    expect(await subject.engine.start({ ...start, runId: first.runId })).toMatchObject({ started: false });
    await awaitEnd(subject, first.runId);
    const retry = createRequest();
    const second = await subject.engine.retry(first.runId, retry);
    expect(second.started).toBe(true);
    const again = await subject.engine.retry(first.runId, { ...retry, from: "root/a" });
    expect(again).toStrictEqual({ runId: second.runId, started: false });
    await awaitEnd(subject, second.runId);
    expect(await awaitRuns(subject, {}, 2)).toHaveLength(2);
  });

  claim("watch ends when the engine is closed", async (subject) => {
    const run = await startRun(subject, { tasks: [{ id: "w", type: "wait", wait_for: "go" }] });
    const watching = (async () => {
      for await (const { changes } of subject.engine.watch(run)) {
        const isWaiting = changes.some((change) => change.kind === "task" && change.status === "waiting");
        if (isWaiting) void subject.engine.close();
      }
    })();
    await expect(watching).resolves.toBeUndefined();
  });

  claim("cancel works while paused", async (subject) => {
    const run = await startRun(subject, { tasks: [{ id: "w", type: "wait", wait_for: "go" }] });
    await subject.engine.pause(run, createRequest());
    await subject.engine.cancel(run, createRequest());
    expect((await awaitEnd(subject, run)).status).toBe("canceled");
  });

  claim("retry starts a new run of the same definition with the same input", async (subject) => {
    const { run_id: run } = await runToEnd(
      subject,
      { tasks: [{ id: "a", action: "echo", with: "{{ workflow.input.n }}" }] },
      { n: 4 },
    );
    const again = await subject.engine.retry(run, createRequest());
    expect(again.runId).not.toBe(run);
    expect((await awaitEnd(subject, again.runId)).output).toStrictEqual({ a: 4 });
  });

  claim("retry from a task keeps the results before it", async (subject) => {
    const definition = sequence(
      { id: "a", action: "echo", with: 1 },
      { id: "w", type: "wait", wait_for: "go" },
      { id: "b", action: "echo", with: "{{ tasks.a.output + tasks.w.output.signal.payload }}" },
    );
    const run = await startRun(subject, definition);
    await subject.engine.signal(run, { name: "go", payload: 2 });
    await awaitEnd(subject, run);
    const again = await subject.engine.retry(run, { ...createRequest(), from: "root/w" });
    const document = await awaitEnd(subject, again.runId);
    expect(document).toMatchObject({ status: "completed", output: { a: 1, b: 3 } });
    expect(subject.handlers.calls.map(({ path }) => path)).toStrictEqual(["root/a", "root/b", "root/b"]);
    expect(taskAt(document, "root/a").status).toBe("completed");
  });

  claim("retry of a run that has not ended is refused, and so is a task that it never had", async (subject) => {
    const run = await startRun(subject, { tasks: [{ id: "a", action: "gate", with: 1 }] });
    await expect(subject.engine.retry(run, createRequest())).rejects.toMatchObject({ code: "RUN_NOT_ENDED" });
    subject.handlers.open(1);
    await awaitEnd(subject, run);
    const unknown = subject.engine.retry(run, { ...createRequest(), from: "root/z" });
    await expect(unknown).rejects.toMatchObject({ code: "TASK_NOT_FOUND" });
  });

  claim("list filters by workflow, status and label, the newest first, page by page", async (subject) => {
    for (const id of ["x", "y", "x"]) {
      await runToEnd(subject, { id, labels: { of: id }, tasks: [{ id: "a", action: "echo" }] });
    }
    await awaitRuns(subject, { status: ["completed"] }, 3);
    expect((await subject.engine.list({ workflow: "x" })).runs).toHaveLength(2);
    expect((await subject.engine.list({ labels: { of: "y" } })).runs).toHaveLength(1);
    expect((await subject.engine.list({ status: ["failed"] })).runs).toHaveLength(0);
    const first = await subject.engine.list({}, { limit: 2 });
    const second = await subject.engine.list(
      {},
      { limit: 2, ...(first.cursor === undefined ? {} : { cursor: first.cursor }) },
    );
    expect([...first.runs, ...second.runs].map(({ workflow }) => workflow)).toStrictEqual(["x", "y", "x"]);
    expect(second.cursor).toBeUndefined();
  });

  claim("watch yields every event once, in order, and goes on after a sequence number", async (subject) => {
    const { run_id: run } = await runToEnd(subject, sequence({ id: "a", action: "echo" }, { id: "b", action: "echo" }));
    const all: number[] = [];
    for await (const { seq } of subject.engine.watch(run)) all.push(seq);
    expect(all).toStrictEqual(all.map((_, index) => index + 1));
    const later: number[] = [];
    for await (const { seq } of subject.engine.watch(run, 2)) later.push(seq);
    expect(later).toStrictEqual(all.slice(2));
  });

  claim("an ended run has no task that is not terminal", async (subject) => {
    const tasks = [
      { id: "x", action: "gate" },
      { id: "y", action: "stop" },
    ];
    const document = await runToEnd(subject, { tasks: [{ id: "p", type: "parallel", strategy: "fail_fast", tasks }] });
    const open = document.tasks.filter(({ status }) => ["pending", "running", "waiting", "paused"].includes(status));
    expect(open).toStrictEqual([]);
    expect(document.tasks.every(({ ended_at }) => ended_at !== null)).toBe(true);
  });
}
