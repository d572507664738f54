import { afterEach, describe, expect, it, vi } from "vitest";
import { isTemporalSkipped } from "../../../../scripts/temporal/server-address.fixture.js";
import { createTestEngine, type TestEngineOptions } from "../engine.fixture.js";
import { replayJournal } from "../engine/replay-journal.js";
import { findRun } from "../engine/run-execution.js";
import { createPrivateRedis } from "../redis.fixture.js";
import { sequence } from "../sequence.fixture.js";
import { createScheduleBench, EACH_SECOND, INPUT, RARELY, readTold, type ScheduleBench } from "./schedule.fixture.js";

const benches = new Set<ScheduleBench>();

async function createBench(options: TestEngineOptions = {}): Promise<ScheduleBench> {
  const bench = await createScheduleBench(options);
  benches.add(bench);
  return bench;
}

afterEach(async () => {
  await Promise.all([...benches].map(async (bench) => bench.close()));
  benches.clear();
});

describe.skipIf(isTemporalSkipped)("a schedule of each second", () => {
  it("starts a run each second, once, however many workers were given it, and the run sees its time", async () => {
    const bench = await createBench({ hasWorker: true });
    await Promise.all([1, 2, 3].map(async () => bench.sync([{ ...EACH_SECOND, overlap: "allow" }])));
    // A list can lag behind, and miss one in the middle.
    await vi.waitFor(async () => {
      const runs = await bench.awaitRuns(4);
      const times = runs.map((run) => Date.parse(run.slice(-20))).toSorted((one, other) => one - other);
      expect(times).toEqual(times.map((_, index) => (times[0] ?? 0) + index * 1_000));
    }, 20_000);
    const runs = await bench.awaitRuns(4);
    for (const run of runs.slice(0, 2)) {
      expect(Date.parse(readTold(await bench.awaitEnd(run)))).toBe(Date.parse(run.slice(-20)));
    }
  });

  it("starts nothing while the run before is open, and goes on afterwards", async () => {
    const bench = await createBench({ hasWorker: true });
    await bench.sync([EACH_SECOND], { tasks: [{ id: "hold", action: "gate", with: 1 }] });
    const skipped = async (): Promise<number> => (await bench.find())[0]?.info.numActionsSkippedOverlap ?? 0;
    await vi.waitUntil(async () => (await skipped()) >= 2, { timeout: 20_000, interval: 200 });
    expect(await bench.awaitRuns(1)).toHaveLength(1);
    bench.handlers.open(1);
    expect((await bench.awaitRuns(2)).length).toBeGreaterThanOrEqual(2);
  });

  it("of two starts a run for each", async () => {
    const bench = await createBench();
    await bench.sync([EACH_SECOND, { ...EACH_SECOND, input: { other: INPUT.at } }]);
    const runs = await bench.awaitRuns(2);
    expect(new Set(runs.map((run) => run.slice(0, -21))).size).toBe(2);
  });
});

describe.skipIf(isTemporalSkipped)("a run of a schedule", () => {
  it("has an empty input when the trigger says nothing, and the labels of its definition", async () => {
    const bench = await createBench({ hasWorker: true });
    await bench.sync([RARELY], { labels: { team: "a" } });
    const run = await bench.schedules.trigger(bench.workflow);
    expect(await bench.awaitEnd(run)).toMatchObject({
      run_id: run,
      status: "completed",
      output: { tell: {} },
    });
    const { runs } = await bench.engine.list({ labels: { team: "a" }, workflow: bench.workflow });
    expect(runs).toMatchObject([{ run_id: run, status: "completed" }]);
  });

  it.each([
    ["EXPRESSION_MISSING", { a: "{{ trigger.payload.missing.more }}" }],
    ["INPUT_INVALID", { a: 1 }],
  ])("fails with %s when its input cannot be made", async (code, input) => {
    const bench = await createBench({ hasWorker: true });
    await bench.sync([{ ...RARELY, input }], {
      input_schema: { type: "object", properties: { a: { type: "string" } } },
    });
    const run = await bench.schedules.trigger(bench.workflow);
    expect(await bench.awaitEnd(run)).toMatchObject({ status: "failed", error: { code, task: null }, tasks: [] });
    await expect(bench.setting.client.workflow.result(run)).rejects.toMatchObject({ cause: { type: code } });
    await vi.waitUntil(
      async () => (await bench.engine.list({ workflow: bench.workflow, status: ["failed"] })).runs.length === 1,
    );
  });

  it("of a definition too large for a message gets it by reference", async () => {
    const bench = await createBench({ hasWorker: true });
    await bench.sync([{ ...RARELY, input: INPUT }], { description: "x".repeat(70_000) });
    expect((await bench.find())[0]?.action.args).toMatchObject([{ definition: { blob: {} } }]);
    const run = await bench.schedules.trigger(bench.workflow);
    expect(await bench.awaitEnd(run)).toMatchObject({ status: "completed" });
  });

  it("with a large input has it in none of its tasks' messages, and no call misses it", async () => {
    let misses = 0;
    const onStoreMiss = (): void => void (misses += 1);
    const bench = await createBench({ hasWorker: true, onStoreMiss, runOptions: { sharedStore: true } });
    const sizes = ["a", "b"].map((id) => ({ id, action: "echo", with: "{{ size(workflow.input.text) }}" }));
    await bench.sync([{ ...RARELY, input: { text: "x".repeat(90_000) } }], sequence(...sizes));
    const run = await bench.schedules.trigger(bench.workflow);
    expect(await bench.awaitEnd(run)).toMatchObject({ status: "completed", output: { a: 90_000, b: 90_000 } });
    const { events } = await bench.setting.client.workflow.getHandle(run).fetchHistory();
    const asked = (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: scheduled }) =>
      scheduled?.activityType?.name === "task.basic" ? [scheduled.input?.payloads?.[0]?.data?.length] : [],
    );
    expect(asked).toHaveLength(2);
    for (const bytes of asked) expect(bytes).toBeLessThan(10_000);
    expect(misses).toBe(0);
  });

  it("fails with BLOB_LOST when its definition, too large for a message, is lost", async () => {
    const redis = await createPrivateRedis();
    const bench = await createBench({ hasWorker: true, blobs: redis.blobs });
    await bench.sync([{ ...RARELY, input: INPUT }], { description: "x".repeat(70_000) });
    await redis.remove(await redis.listKeys("taskloom:blob:*"));
    const run = await bench.schedules.trigger(bench.workflow);
    expect(await bench.awaitEnd(run)).toMatchObject({ status: "failed", error: { code: "BLOB_LOST", task: null } });
  });

  it("is there before a worker has made its input, and can be cancelled then", async () => {
    const bench = await createBench();
    const { setting, engine } = bench;
    await bench.sync([{ ...RARELY, input: INPUT }]);
    const run = await bench.schedules.trigger(bench.workflow);
    const known = await findRun(setting, run);
    const journal = await replayJournal(setting, known, known.firstExecution, 0);
    expect(journal).toMatchObject({ start: { runId: run, input: { value: {} } }, batches: [] });
    await engine.cancel(run, { requestId: "c", actor: "me", reason: "enough" });
    const worker = await createTestEngine(bench.handlers, { taskQueue: setting.taskQueue });
    const error = { code: "RUN_CANCELED", details: { actor: "me", reason: "enough" } };
    expect(await bench.awaitEnd(run)).toMatchObject({ status: "canceled", error });
    expect(bench.handlers.calls).toEqual([]);
    await worker.close();
  });

  it("is repeated with the input that it had", async () => {
    const bench = await createBench({ hasWorker: true });
    await bench.sync([{ ...RARELY, input: INPUT }]);
    const run = await bench.schedules.trigger(bench.workflow);
    const { output } = await bench.awaitEnd(run);
    const { runId } = await bench.engine.retry(run, { requestId: "again" });
    expect(await bench.awaitEnd(runId)).toMatchObject({ status: "completed", output });
  });
});
