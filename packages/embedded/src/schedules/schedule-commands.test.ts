import { describe, expect, it } from "vitest";
import { newJournalPath, openForTest } from "../journal/journal-folder.fixture.js";
import { createScheduleBench, INPUT, START } from "./schedule.fixture.js";

const MINUTELY = { type: "schedule", cron: "* * * * *", overlap: "allow", catch_up: "1h", input: INPUT };

function toIso(seconds: number): string {
  return new Date(START + seconds * 1_000).toISOString();
}

describe("a paused schedule", () => {
  it("starts nothing, and what was missed in the pause is not caught up", async () => {
    const bench = createScheduleBench();
    await bench.serve([MINUTELY]);
    await bench.look(60);
    await bench.commands.pause("test");
    for (const time of [120, 180]) await bench.look(time);
    expect(await bench.started()).toEqual([60]);
    bench.time = 200;
    await bench.commands.resume("test");
    for (const time of [201, 240]) await bench.look(time);
    expect(await bench.started()).toEqual([60, 240]);
  });

  it("forgets the start that waited", async () => {
    const bench = createScheduleBench();
    await bench.serve([{ ...MINUTELY, overlap: "buffer_one" }]);
    for (const time of [60, 120]) await bench.look(time);
    await bench.commands.pause("test");
    bench.time = 130;
    await bench.endRuns();
    await bench.commands.resume("test");
    await bench.look(131);
    expect(await bench.started()).toEqual([60]);
  });

  it("stays paused when a worker is given its definition again", async () => {
    const bench = createScheduleBench();
    await bench.serve([MINUTELY]);
    await bench.commands.pause("test");
    await bench.serve([MINUTELY]);
    await bench.look(60);
    expect(await bench.started()).toEqual([]);
  });

  it("can be paused and resumed again without effect", async () => {
    const bench = createScheduleBench();
    await bench.serve([MINUTELY]);
    await bench.commands.resume("test");
    await bench.look(60);
    bench.time = 130;
    await bench.commands.resume("test");
    await bench.look();
    expect(await bench.started()).toEqual([60, 120]);
    await bench.commands.pause("test");
    await bench.commands.pause("test");
    expect(await bench.commands.list()).toMatchObject([{ paused: true }]);
  });

  it("can be paused by another process than the worker", async () => {
    const path = newJournalPath();
    const worker = createScheduleBench(await openForTest(path));
    const other = createScheduleBench(await openForTest(path));
    await worker.serve([MINUTELY]);
    await other.commands.pause("test");
    await worker.look(60);
    expect(await worker.started()).toEqual([]);
    other.time = 70;
    await other.commands.resume("test");
    await worker.look(120);
    expect(await worker.started()).toEqual([120]);
  });
});

describe("trigger", () => {
  it("starts a run now, each time it is asked", async () => {
    const bench = createScheduleBench();
    await bench.serve([MINUTELY]);
    bench.time = 10;
    const runs = [await bench.commands.trigger("test"), await bench.commands.trigger("test")];
    expect(new Set(runs).size).toBe(2);
    expect(await bench.started()).toEqual([10, 10]);
  });

  it("starts a run while the schedule is paused", async () => {
    const bench = createScheduleBench();
    await bench.serve([MINUTELY]);
    await bench.commands.pause("test");
    await bench.commands.trigger("test");
    expect(await bench.started()).toEqual([0]);
  });

  it("starts a run that holds the next one back, as one of the schedule", async () => {
    const bench = createScheduleBench();
    await bench.serve([{ ...MINUTELY, overlap: "skip" }]);
    bench.time = 50;
    await bench.commands.trigger("test");
    await bench.look(60);
    expect(await bench.started()).toEqual([50]);
    await bench.endRuns();
    await bench.look(120);
    expect(await bench.started()).toEqual([50, 120]);
  });

  it("does not take the place of a scheduled time of the same moment", async () => {
    const bench = createScheduleBench();
    await bench.serve([MINUTELY]);
    bench.time = 60;
    await bench.commands.trigger("test");
    await bench.look();
    expect(await bench.started()).toEqual([60, 60]);
  });
});

describe("list", () => {
  it("shows when each schedule comes next, and when it came last", async () => {
    const bench = createScheduleBench();
    await bench.serve([{ ...MINUTELY, time_zone: "Europe/Paris", cron: "30 1 1 1 *" }, MINUTELY]);
    expect(await bench.commands.list()).toEqual([
      {
        workflow: "test",
        cron: "30 1 1 1 *",
        time_zone: "Europe/Paris",
        paused: false,
        next_at: toIso(1_800),
        last_at: null,
      },
      { workflow: "test", cron: "* * * * *", time_zone: "UTC", paused: false, next_at: toIso(60), last_at: null },
    ]);
    await bench.look(90);
    expect((await bench.commands.list())[1]).toMatchObject({ next_at: toIso(120), last_at: toIso(60) });
    await bench.commands.pause("test");
    expect((await bench.commands.list())[1]).toMatchObject({ paused: true, next_at: null, last_at: toIso(60) });
  });

  it("leaves out workflows without a schedule", async () => {
    const bench = createScheduleBench();
    await bench.serve([{ type: "signal", name: "placed" }]);
    expect(await bench.commands.list()).toEqual([]);
  });
});

describe("a workflow without a schedule", () => {
  it.each(["pause", "resume", "trigger"] as const)("is SCHEDULE_NOT_FOUND for %s", async (command) => {
    const bench = createScheduleBench();
    const error = { code: "SCHEDULE_NOT_FOUND", details: { workflow: "test" } };
    await expect(bench.commands[command]("test")).rejects.toMatchObject(error);
    await bench.serve([{ type: "signal", name: "placed" }]);
    await expect(bench.commands[command]("test")).rejects.toMatchObject(error);
  });
});
