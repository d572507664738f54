import { defineSearchAttributeKey } from "@temporalio/common";
import { describe, expect, it } from "vitest";
import { isTemporalSkipped } from "../../../../scripts/temporal/server-address.fixture.js";
import { createRequest } from "../run-bench.fixture.js";
import { startAbandoned, startUnpolled, TWO_TASKS, WAIT_AND_TASK } from "../unpolled-run.fixture.js";

const STATUS = defineSearchAttributeKey("TaskloomStatus", "KEYWORD");

describe.skipIf(isTemporalSkipped)("pause and resume of a run whose task queue nobody polls", () => {
  it("wait for the next worker: a paused run starts nothing, and goes on when it is resumed", async () => {
    const { bench, run, work } = await startUnpolled(TWO_TASKS);
    expect(await bench.engine.pause(run, createRequest())).toStrictEqual({ changed: true });
    const { engine, awaitEnd, setting, handlers, untilHistory } = await work();
    await untilHistory(run, (events) => events.find((event) => event.workflowTaskCompletedEventAttributes));
    expect(await engine.get(run)).toMatchObject({ status: "paused", tasks: [{ path: "root/a", status: "pending" }] });
    const { typedSearchAttributes } = await setting.client.workflow.getHandle(run).describe();
    expect(typedSearchAttributes.get(STATUS)).toBe("paused");
    expect(handlers.calls).toHaveLength(0);
    expect(await engine.resume(run, createRequest())).toStrictEqual({ changed: true });
    expect(await awaitEnd(run)).toMatchObject({ status: "completed", output: { b: 2 } });
  });

  it("let it be cancelled before anything has begun", async () => {
    const { bench, run, work } = await startUnpolled(TWO_TASKS);
    await bench.engine.pause(run, createRequest());
    const { engine, awaitEnd, handlers, untilHistory } = await work();
    await untilHistory(run, (events) => events.find((event) => event.workflowTaskCompletedEventAttributes));
    await engine.cancel(run, createRequest());
    expect((await awaitEnd(run)).status).toBe("canceled");
    expect(handlers.calls).toHaveLength(0);
  });

  it("say whether they will change something, and the same request does nothing the second time", async () => {
    const { bench, run, work } = await startUnpolled(TWO_TASKS);
    const { engine } = bench;
    const [pause, resume] = [createRequest(), createRequest()];
    expect(await engine.resume(run, createRequest())).toStrictEqual({ changed: false });
    expect(await engine.pause(run, pause)).toStrictEqual({ changed: true });
    expect(await engine.pause(run, createRequest())).toStrictEqual({ changed: false });
    expect(await engine.get(run)).toMatchObject({ status: "paused" });
    expect(await engine.resume(run, resume)).toStrictEqual({ changed: true });
    expect(await engine.pause(run, pause)).toStrictEqual({ changed: false });
    expect(await (await work()).awaitEnd(run)).toMatchObject({ status: "completed" });
  });

  it("are refused when it has ended, or was never there", async () => {
    const { bench, run } = await startUnpolled(TWO_TASKS);
    await bench.engine.terminate(run, createRequest());
    await expect(bench.engine.pause(run, createRequest())).rejects.toMatchObject({ code: "RUN_ENDED" });
    await expect(bench.engine.pause("nobody", createRequest())).rejects.toMatchObject({ code: "RUN_NOT_FOUND" });
  });

  it("end when its worker is gone without a word, and the next one does them once", async () => {
    const { bench, run, work } = await startAbandoned(WAIT_AND_TASK, "root/w");
    expect(await bench.engine.pause(run, createRequest())).toStrictEqual({ changed: true });
    const next = await work();
    await next.untilStatus(run, "root/w", "waiting");
    expect(await next.engine.get(run)).toMatchObject({ status: "paused" });
    await next.engine.resume(run, createRequest());
    await next.engine.signal(run, { name: "go", payload: null });
    expect(await next.awaitEnd(run)).toMatchObject({ status: "completed" });
  }, 60_000);
});

describe.skipIf(isTemporalSkipped)("a signal with a verdict to a run whose task queue nobody polls", () => {
  it("is given up when its time is over, and judged by the next worker", async () => {
    const { bench, run, work } = await startUnpolled(WAIT_AND_TASK);
    const request = { name: "go", payload: 1, verdict: true, timeoutMs: 10 };
    await expect(bench.engine.signal(run, request)).rejects.toMatchObject({ code: "SIGNAL_TIMEOUT" });
    expect(await (await work()).awaitEnd(run)).toMatchObject({ status: "completed", output: { b: 2 } });
  });

  it("is given up as well when its worker is gone without a word", async () => {
    const { bench, run, work } = await startAbandoned(WAIT_AND_TASK, "root/w");
    const request = { name: "go", payload: 1, verdict: true, timeoutMs: 10 };
    await expect(bench.engine.signal(run, request)).rejects.toMatchObject({ code: "SIGNAL_TIMEOUT" });
    expect(await (await work()).awaitEnd(run)).toMatchObject({ status: "completed", output: { b: 2 } });
  });

  it("waits for the next worker's verdict when it has the time", async () => {
    const { bench, run, work } = await startUnpolled(WAIT_AND_TASK);
    const judged = bench.engine.signal(run, { name: "go", payload: 1, verdict: true });
    await bench.untilHistory(run, (events) => events.find((event) => event.workflowExecutionSignaledEventAttributes));
    await work();
    expect(await judged).toMatchObject({ verdict: "taken" });
  });
});
