import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isTemporalSkipped } from "../../../../scripts/temporal/server-address.fixture.js";
import { createScheduleBench, EACH_SECOND, INPUT, RARELY, readTold, type ScheduleBench } from "./schedule.fixture.js";

let bench: ScheduleBench;

beforeEach(async () => {
  bench = await createScheduleBench({ hasWorker: true });
});

afterEach(async () => bench.close());

describe.skipIf(isTemporalSkipped)("a paused schedule", () => {
  it("starts nothing until it is resumed, and catches up nothing of the pause", async () => {
    await bench.sync([{ ...EACH_SECOND, overlap: "allow", catch_up: "1h" }]);
    await bench.awaitRuns(1);
    await bench.schedules.pause(bench.workflow);
    const [paused] = await bench.list(1);
    expect(paused).toMatchObject({ paused: true, next_at: null });
    const pausedAt = Date.now();
    await vi.waitUntil(() => Date.now() > pausedAt + 2_500, { timeout: 10_000 });
    expect(await bench.list(1)).toEqual([paused]);
    const resumedAt = Date.now();
    await bench.schedules.resume(bench.workflow);
    const last = paused?.last_at ?? "";
    const next = await vi.waitUntil(
      async () => {
        const [first] =
          (await bench.find())[0]?.info.recentActions.filter(({ scheduledAt }) => scheduledAt.toISOString() > last) ??
          [];
        return first;
      },
      { timeout: 20_000, interval: 50 },
    );
    expect(next.scheduledAt.getTime()).toBeGreaterThan(resumedAt - 1_000);
  });

  it("can be paused and resumed again without effect", async () => {
    await bench.sync([RARELY, { ...RARELY, time_zone: "Asia/Tokyo" }]);
    await bench.schedules.resume(bench.workflow);
    expect(await bench.list(2)).toMatchObject([{ paused: false }, { paused: false }]);
    await bench.schedules.pause(bench.workflow);
    await bench.schedules.pause(bench.workflow);
    expect(await bench.list(2)).toMatchObject([{ paused: true }, { paused: true }]);
  });
});

describe.skipIf(isTemporalSkipped)("trigger", () => {
  it("starts a run now, each time it is asked, paused or not", async () => {
    await bench.sync([{ ...RARELY, input: INPUT }]);
    const asked = Date.now();
    const first = await bench.schedules.trigger(bench.workflow);
    await bench.schedules.pause(bench.workflow);
    const others = [await bench.schedules.trigger(bench.workflow), await bench.schedules.trigger(bench.workflow)];
    expect(new Set([first, ...others]).size).toBe(3);
    for (const run of [first, ...others]) {
      const at = readTold(await bench.awaitEnd(run));
      expect(Math.abs(Date.parse(at) - asked)).toBeLessThan(60_000);
      expect(run.endsWith(at.replace(".000Z", "Z"))).toBe(true);
    }
    expect((await bench.list(1))[0]?.last_at).not.toBeNull();
  });

  it("starts a run that holds the next one back, as one of the schedule", async () => {
    await bench.sync([RARELY], { tasks: [{ id: "hold", action: "gate", with: 1 }] });
    const run = await bench.schedules.trigger(bench.workflow);
    const [found] = await bench.find();
    expect(found?.info.runningActions).toMatchObject([{ workflow: { workflowId: run } }]);
    const other = await bench.schedules.trigger(bench.workflow);
    expect(other).not.toBe(run);
    bench.handlers.open(1);
    for (const one of [run, other]) expect((await bench.awaitEnd(one)).status).toBe("completed");
  });

  it("does not take the place of a scheduled time", async () => {
    await bench.sync([{ ...EACH_SECOND, overlap: "allow" }]);
    await bench.awaitRuns(2);
    const run = await bench.schedules.trigger(bench.workflow);
    expect(await bench.awaitEnd(run)).toMatchObject({ run_id: run, status: "completed" });
    const listed = await bench.engine.list({ workflow: bench.workflow });
    const runs = listed.runs.map(({ run_id: id }) => id);
    expect(new Set(runs).size).toBe(runs.length);
  });
});

describe.skipIf(isTemporalSkipped)("list", () => {
  it("shows when each schedule comes next, and when it came last", async () => {
    await bench.sync([{ ...RARELY, time_zone: "Europe/Paris", cron: "30 1 1 1 *" }]);
    const { workflow } = bench;
    const year = new Date().getUTCFullYear() + 1;
    expect(await bench.list(1)).toEqual([
      {
        workflow,
        cron: "30 1 1 1 *",
        time_zone: "Europe/Paris",
        paused: false,
        next_at: `${year}-01-01T00:30:00.000Z`,
        last_at: null,
      },
    ]);
    await bench.sync([{ ...EACH_SECOND, overlap: "allow" }]);
    await bench.awaitRuns(1);
    const [listed] = await bench.list(1);
    expect(Date.parse(listed?.next_at ?? "")).toBeGreaterThan(Date.parse(listed?.last_at ?? ""));
  });

  it("leaves out schedules that are not ours", async () => {
    const handle = await bench.setting.client.schedule.create({
      scheduleId: `taskloom-${bench.workflow}`,
      spec: {},
      action: { type: "startWorkflow", workflowType: bench.workflow, taskQueue: "none", args: [{}] },
    });
    await vi.waitUntil(async () => {
      for await (const { scheduleId } of bench.setting.client.schedule.list())
        if (scheduleId === handle.scheduleId) return true;
      return false;
    });
    expect(await bench.list(0)).toEqual([]);
    await expect(bench.schedules.trigger(bench.workflow)).rejects.toMatchObject({ code: "SCHEDULE_NOT_FOUND" });
  });
});

describe.skipIf(isTemporalSkipped)("a workflow without a schedule", () => {
  it.each(["pause", "resume", "trigger"] as const)("is SCHEDULE_NOT_FOUND for %s", async (command) => {
    const error = { code: "SCHEDULE_NOT_FOUND", details: { workflow: bench.workflow } };
    await expect(bench.schedules[command](bench.workflow)).rejects.toMatchObject(error);
    await bench.sync([{ type: "signal", name: "placed" }]);
    await expect(bench.schedules[command](bench.workflow)).rejects.toMatchObject(error);
  });
});
