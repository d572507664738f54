import { afterEach, describe, expect, it } from "vitest";
import { isTemporalSkipped } from "../../../../scripts/temporal/server-address.fixture.js";
import { createScheduleBench, EACH_SECOND, INPUT, RARELY, type ScheduleBench } from "./schedule.fixture.js";
import { syncSchedules } from "./sync-schedules.js";

const benches = new Set<ScheduleBench>();

async function createBench(): Promise<ScheduleBench> {
  const bench = await createScheduleBench();
  benches.add(bench);
  return bench;
}

afterEach(async () => {
  await Promise.all([...benches].map(async (bench) => bench.close()));
  benches.clear();
});

/** What tells whether a schedule has been touched. */
async function listVersions(bench: ScheduleBench): Promise<readonly unknown[]> {
  return (await bench.find()).map(({ scheduleId, raw, info }) => ({
    scheduleId,
    token: Buffer.from(raw.conflictToken ?? []).toString("hex"),
    at: info.createdAt.getTime(),
  }));
}

describe.skipIf(isTemporalSkipped)("the schedules of a definition", () => {
  it("are on the server as they are written", async () => {
    const bench = await createBench();
    const other = { type: "schedule", cron: "0 9 * * MON-FRI", time_zone: "Europe/Paris" };
    await bench.sync([
      RARELY,
      { ...other, overlap: "buffer_one", catch_up: "1h" },
      { ...other, input: { a: 1 }, overlap: "allow", catch_up: 0 },
    ]);
    const [first, second, third] = await bench.find();
    expect(first).toMatchObject({ scheduleId: `taskloom-${bench.workflow}`, state: { paused: false } });
    expect(first?.action).toMatchObject({ workflowType: bench.workflow, taskQueue: bench.setting.taskQueue });
    expect(first?.policies).toMatchObject({ overlap: "SKIP", catchupWindow: 60_000 });
    expect(second?.spec).toMatchObject({ timezone: "Europe/Paris" });
    expect(second?.policies).toMatchObject({ overlap: "BUFFER_ONE", catchupWindow: 3_600_000 });
    expect(third?.policies).toMatchObject({ overlap: "ALLOW_ALL", catchupWindow: 10_000 });
    expect(new Set([first, second, third].map((one) => one?.action.workflowId)).size).toBe(3);
  });

  it("are not changed by a second worker", async () => {
    const bench = await createBench();
    await bench.sync([RARELY, EACH_SECOND, { ...RARELY, time_zone: "Europe/Paris" }]);
    await bench.schedules.pause(bench.workflow);
    const before = await listVersions(bench);
    expect(before).toHaveLength(3);
    await bench.sync([RARELY, EACH_SECOND, { ...RARELY, time_zone: "Europe/Paris" }]);
    expect(await listVersions(bench)).toEqual(before);
  });

  it("are the same when several workers are given the definition at once", async () => {
    const bench = await createBench();
    const triggers = [RARELY, { ...RARELY, time_zone: "Europe/Paris" }];
    for (const given of [triggers, triggers.toReversed(), triggers.slice(1)]) {
      await Promise.all(Array.from({ length: 4 }, async () => bench.sync(given)));
      const listed = await bench.find();
      expect(listed.map(({ spec }) => spec.timezone)).toEqual(
        given.map((one) => ("time_zone" in one ? one.time_zone : "UTC")),
      );
      const before = await listVersions(bench);
      await bench.sync(given);
      expect(await listVersions(bench)).toEqual(before);
    }
  });

  it("follow an edited definition, paused or not", async () => {
    const bench = await createBench();
    await bench.sync([RARELY]);
    await bench.schedules.pause(bench.workflow);
    const edited = await bench.sync(
      [
        { ...RARELY, cron: "0 12 1 1 *" },
        { ...RARELY, time_zone: "Asia/Tokyo" },
      ],
      { description: "edited" },
    );
    expect(await bench.list(2)).toMatchObject([
      { cron: "0 12 1 1 *", time_zone: "UTC", paused: true },
      { cron: RARELY.cron, time_zone: "Asia/Tokyo", paused: true },
    ]);
    const [found] = await bench.find();
    expect(found?.action.args).toMatchObject([{ start: { hash: edited.hash } }]);
    expect(found?.action.memo).toMatchObject({ taskloom: { hash: edited.hash } });
  });

  it("are gone with their triggers", async () => {
    const bench = await createBench();
    await bench.sync([RARELY, { ...RARELY, input: INPUT }, { ...RARELY, time_zone: "Asia/Tokyo" }]);
    await bench.sync([{ ...RARELY, time_zone: "Asia/Tokyo" }]);
    expect(await bench.list(1)).toMatchObject([{ time_zone: "Asia/Tokyo" }]);
    expect(await bench.find()).toHaveLength(1);
    await bench.sync([{ type: "signal", name: "placed" }]);
    expect(await bench.list(0)).toEqual([]);
  });

  it("that differ in nothing but overlap are one", async () => {
    const bench = await createBench();
    await bench.sync([RARELY, { ...RARELY, overlap: "allow" }]);
    expect((await bench.find()).map(({ policies }) => policies.overlap)).toEqual(["ALLOW_ALL"]);
  });

  it("that cannot be read are SCHEDULE_INVALID, and those before stay as they are", async () => {
    const bench = await createBench();
    const definition = await bench.sync([RARELY]);
    const triggers = [{ ...RARELY, cron: "@daily" }];
    const wrong = { ...definition, definition: { ...definition.definition, triggers } };
    await expect(syncSchedules(bench.setting, [wrong])).rejects.toMatchObject({ code: "SCHEDULE_INVALID" });
    expect(await bench.list(1)).toMatchObject([{ cron: RARELY.cron }]);
  });
});
