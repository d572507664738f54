import type { JsonObject, RunDocument } from "@taskloom/interfaces";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isTemporalSkipped } from "../../../../scripts/temporal/server-address.fixture.js";
import { createRequest, createRunBench, type RunBench } from "../run-bench.fixture.js";

const FAST = { initial_interval: 1 };
const steps = (id: string, more: JsonObject = {}): JsonObject => ({
  id,
  action: "steps",
  with: id,
  retry: FAST,
  ...more,
});

let bench: RunBench;
beforeAll(async () => {
  bench = await createRunBench({ runOptions: { handlerWaitMs: 6_000 } });
});
afterAll(async () => bench.close());

/** Attempts that were made of a task, in order. */
function attemptsOf(id: string): readonly number[] {
  return bench.handlers.calls.filter(({ path }) => path === `root/${id}`).map(({ attempt }) => attempt);
}

/** A run whose second attempt fails while it is paused. */
async function pauseBetweenAttempts(id: string): Promise<string> {
  const run = await bench.start({ tasks: [steps(id)] });
  bench.handlers.open(`${id}#1`);
  await bench.handlers.attempted(`root/${id}`, 2);
  await bench.engine.pause(run, createRequest());
  bench.handlers.open(`${id}#2`);
  bench.handlers.open(`${id}#3`);
  await bench.untilHistory(run, (events) => events.find((event) => event.activityTaskCompletedEventAttributes));
  return run;
}

function isBlocked({ tasks }: RunDocument): boolean {
  return tasks[0]?.blocked === "HANDLER_NOT_FOUND";
}

describe.skipIf(isTemporalSkipped)("an attempt that Temporal would make again during a pause", () => {
  it("is made when the run is resumed, and counts on", async () => {
    const run = await pauseBetweenAttempts("a");
    expect(attemptsOf("a")).toStrictEqual([1, 2]);
    expect(await bench.engine.get(run)).toMatchObject({ status: "paused", tasks: [{ status: "running" }] });
    await bench.engine.resume(run, createRequest());
    const document = await bench.awaitEnd(run);
    expect(document).toMatchObject({ status: "completed", tasks: [{ attempts: 3, output: 3 }] });
    expect(attemptsOf("a")).toStrictEqual([1, 2, 3]);
  });

  it("is never made when the run is cancelled", async () => {
    const run = await pauseBetweenAttempts("b");
    await bench.engine.cancel(run, createRequest());
    expect(await bench.awaitEnd(run)).toMatchObject({ status: "canceled", tasks: [{ status: "canceled" }] });
    expect(attemptsOf("b")).toStrictEqual([1, 2]);
  });
});

describe.skipIf(isTemporalSkipped)("a task whose handler no worker has", () => {
  it("is shown as blocked, and fails when it has waited long enough", async () => {
    const run = await bench.start({ tasks: [{ id: "c", action: "absent" }] });
    await bench.until(run, isBlocked);
    const document = await bench.awaitEnd(run);
    expect(document).toMatchObject({ status: "failed", error: { code: "HANDLER_NOT_FOUND" } });
    expect(document.tasks[0]).toMatchObject({ status: "failed", attempts: 1 });
    expect(document.tasks[0]).not.toHaveProperty("blocked");
  });

  it("does not hold a cancel up", async () => {
    const run = await bench.start({ tasks: [{ id: "e", action: "absent" }] });
    await bench.until(run, isBlocked);
    await bench.engine.cancel(run, createRequest());
    expect(await bench.awaitEnd(run)).toMatchObject({ status: "canceled", tasks: [{ status: "canceled" }] });
  });

  it("is not looked for in a pause", async () => {
    const run = await bench.start({ tasks: [{ id: "f", action: "absent" }] });
    await bench.until(run, isBlocked);
    await bench.engine.pause(run, createRequest());
    const afterPause = await bench.untilHistory(run, (events) => {
      const after = events.slice(events.findIndex((event) => event.workflowExecutionUpdateAcceptedEventAttributes));
      return after.some((event) => event.timerFiredEventAttributes) ? after : undefined;
    });
    expect(afterPause.filter((event) => event.activityTaskScheduledEventAttributes)).toStrictEqual([]);
    const blocked = { status: "paused", tasks: [{ blocked: "HANDLER_NOT_FOUND" }] };
    expect(await bench.engine.get(run, { detailed: true })).toMatchObject(blocked);
    await bench.engine.resume(run, createRequest());
    expect((await bench.awaitEnd(run)).error).toMatchObject({ code: "HANDLER_NOT_FOUND" });
  });
});

describe.skipIf(isTemporalSkipped)("a cancel between two attempts", () => {
  it("ends the run at once", async () => {
    const task = { id: "g", action: "fail", retry: { initial_interval: "1h", maximum_interval: "1h" } };
    const run = await bench.start({ tasks: [task] });
    await bench.handlers.attempted("root/g", 1);
    await bench.engine.cancel(run, createRequest());
    expect(await bench.awaitEnd(run)).toMatchObject({ status: "canceled", error: { code: "RUN_CANCELED" } });
  });
});
