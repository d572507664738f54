import { TaskloomError } from "@taskloom/shared";
import { describe, expect, it } from "vitest";
import { newJournalPath, openForTest } from "../journal/journal-folder.fixture.js";
import { createScheduleBench, INPUT, START } from "./schedule.fixture.js";
import { createTriggerStarter, type TriggerStarter } from "../trigger-starter.js";

const MINUTELY = { type: "schedule", cron: "* * * * *", input: INPUT };

describe("a schedule", () => {
  it("starts a run at its times, from when a worker was given the definition", async () => {
    const bench = createScheduleBench();
    bench.time = 30;
    await bench.serve([{ ...MINUTELY, overlap: "allow" }]);
    await bench.look(59);
    expect(await bench.started()).toEqual([]);
    await bench.look(60);
    await bench.look(61);
    await bench.look(120);
    expect(await bench.started()).toEqual([60, 120]);
  });

  it("without an input starts runs with {}", async () => {
    const bench = createScheduleBench();
    await bench.serve([{ type: "schedule", cron: "* * * * *" }], {
      input_schema: { type: "object", maxProperties: 0 },
    });
    await bench.look(60);
    const { runs } = await bench.journal.listRuns({}, {});
    const run = await bench.journal.readRun(runs[0]?.run_id ?? "");
    expect(run?.start.input).toEqual({ value: {} });
  });

  it("of a definition that no worker here was given starts nothing", async () => {
    const bench = createScheduleBench();
    await bench.serve([MINUTELY], { id: "other" });
    await bench.look(60);
    expect(await bench.started()).toEqual([]);
  });

  it("starts each of two schedules that come at the same time", async () => {
    const bench = createScheduleBench();
    await bench.serve([MINUTELY, { ...MINUTELY, input: { ...INPUT, region: "eu" } }, MINUTELY]);
    await bench.look(60);
    expect(await bench.started()).toEqual([60, 60]);
  });

  it("that cannot start its run is reported, and goes on", async () => {
    const bench = createScheduleBench();
    const schema = { type: "object", required: ["n"], properties: { n: { type: "number" } } };
    await bench.serve([MINUTELY], { input_schema: schema });
    await bench.look(60);
    await bench.look(61);
    expect(bench.reports).toEqual([expect.objectContaining({ code: "INPUT_INVALID" })]);
    await bench.look(120);
    expect(bench.reports).toHaveLength(2);
  });

  it("whose journal refuses is tried again", async () => {
    const bench = createScheduleBench();
    await bench.serve([MINUTELY]);
    bench.time = 60;
    const create = async (): Promise<never> => Promise.reject(new TaskloomError("JOURNAL_FULL", "full"));
    const starter = createTriggerStarter({ journal: bench.journal, now: () => 0, report: () => undefined, create });
    await bench.lookWith({ starter });
    expect(bench.reports).toEqual([expect.objectContaining({ code: "JOURNAL_FULL" })]);
    await bench.look(61);
    expect(await bench.started()).toEqual([60]);
  });

  it("goes on where it is when its definition is edited, and a new one begins then", async () => {
    const bench = createScheduleBench();
    await bench.serve([{ ...MINUTELY, overlap: "allow", catch_up: "1h" }]);
    bench.time = 190;
    await bench.serve([
      { ...MINUTELY, overlap: "allow", catch_up: "2h" },
      { ...MINUTELY, cron: "30 * * * * *", catch_up: "2h" },
    ]);
    await bench.look();
    expect(await bench.started()).toEqual([60, 120, 180]);
    await bench.look(215);
    expect(await bench.started()).toEqual([60, 120, 180, 210]);
  });

  it("that is no longer in the definition starts nothing", async () => {
    const bench = createScheduleBench();
    await bench.serve([MINUTELY]);
    await bench.serve([]);
    await bench.look(60);
    expect(await bench.started()).toEqual([]);
  });

  it("with a cron text that cannot be read is SCHEDULE_INVALID, and does not listen", async () => {
    const bench = createScheduleBench();
    await expect(bench.serve([{ ...MINUTELY, cron: "61 * * * *" }])).rejects.toMatchObject({
      code: "SCHEDULE_INVALID",
    });
    expect(await bench.journal.listListeners()).toEqual([]);
  });
});

describe("a scheduled time", () => {
  it("is started once by two workers that look at the same time", async () => {
    const path = newJournalPath();
    const first = createScheduleBench(await openForTest(path));
    const second = createScheduleBench(await openForTest(path));
    await first.serve([{ ...MINUTELY, overlap: "allow" }]);
    for (let time = 60; time <= 600; time += 60) await Promise.all([first.look(time), second.look(time)]);
    await first.look(601);
    expect([...(await first.started())].toSorted((a, b) => a - b)).toEqual([
      60, 120, 180, 240, 300, 360, 420, 480, 540, 600,
    ]);
  });

  it("is started once when a worker dies before it could note the start", async () => {
    const bench = createScheduleBench();
    await bench.serve([MINUTELY]);
    bench.time = 60;
    const { starter } = bench;
    const dying: TriggerStarter = {
      ...starter,
      start: async (...start) => {
        await starter.start(...start);
        throw new TaskloomError("JOURNAL_LOCKED", "the process is gone");
      },
    };
    await bench.lookWith({ starter: dying });
    expect(await bench.started()).toEqual([60]);
    await bench.look(61);
    await bench.endRuns();
    await bench.look(62);
    expect(await bench.started()).toEqual([60]);
    expect((await bench.journal.listListeners())[0]?.schedules[0]?.waiting).toEqual([]);
  });

  it("never comes twice when the clock goes backwards, even if its run is gone", async () => {
    const bench = createScheduleBench();
    await bench.serve([MINUTELY]);
    for (const time of [60, 120]) {
      await bench.look(time);
      await bench.endRuns();
    }
    expect(await bench.journal.prune(Infinity)).toHaveLength(2);
    for (const time of [30, 60, 61, 119, 120]) await bench.look(time);
    expect(await bench.started()).toEqual([]);
    await bench.look(180);
    expect(await bench.started()).toEqual([180]);
  });
});

describe("overlap", () => {
  it.each([{}, { overlap: "skip" }])(
    "skip, the default, starts nothing while the run before is open: %o",
    async (keys) => {
      const bench = createScheduleBench();
      await bench.serve([{ ...MINUTELY, ...keys }]);
      for (const time of [60, 120, 180]) await bench.look(time);
      expect(await bench.started()).toEqual([60]);
      bench.time = 190;
      await bench.endRuns();
      await bench.look(200);
      expect(await bench.started()).toEqual([60]);
      await bench.look(240);
      expect(await bench.started()).toEqual([60, 240]);
    },
  );

  it("skip goes by the time that was scheduled, also when the worker looks after the run's end", async () => {
    const bench = createScheduleBench();
    await bench.serve([MINUTELY]);
    await bench.look(60);
    bench.time = 130;
    await bench.endRuns();
    await bench.look(200);
    expect(await bench.started()).toEqual([60, 180]);
  });

  it("buffer_one lets one start wait", async () => {
    const bench = createScheduleBench();
    await bench.serve([{ ...MINUTELY, overlap: "buffer_one" }]);
    for (const time of [60, 120, 180]) await bench.look(time);
    expect(await bench.started()).toEqual([60]);
    bench.time = 190;
    await bench.endRuns();
    await bench.look(200);
    expect(await bench.started()).toEqual([60, 120]);
    await bench.look(240);
    await bench.endRuns();
    await bench.look(241);
    await bench.endRuns();
    await bench.look(242);
    expect(await bench.started()).toEqual([60, 120, 240]);
  });

  it("allow starts every run at its time", async () => {
    const bench = createScheduleBench();
    await bench.serve([{ ...MINUTELY, overlap: "allow" }]);
    for (const time of [60, 120, 180]) await bench.look(time);
    expect(await bench.started()).toEqual([60, 120, 180]);
  });

  it("of one schedule does not hold back another", async () => {
    const bench = createScheduleBench();
    await bench.serve([MINUTELY, { ...MINUTELY, cron: "30 * * * * *" }]);
    for (const time of [30, 60, 90]) await bench.look(time);
    expect(await bench.started()).toEqual([30, 60]);
  });
});

describe("catch_up", () => {
  it("lets what was missed within it happen once each, in order, and drops older ones", async () => {
    const bench = createScheduleBench();
    await bench.serve([{ ...MINUTELY, overlap: "allow", catch_up: "3m" }]);
    await bench.look(10 * 60 + 1);
    await bench.look(10 * 60 + 2);
    expect(await bench.started()).toEqual([480, 540, 600]);
  });

  it("without overlap starts them one after the other", async () => {
    const bench = createScheduleBench();
    await bench.serve([{ ...MINUTELY, catch_up: "1h" }]);
    await bench.look(181);
    expect(await bench.started()).toEqual([60]);
    await bench.look(182);
    expect(await bench.started()).toEqual([60]);
    await bench.endRuns();
    await bench.look(183);
    await bench.endRuns();
    await bench.look(184);
    await bench.endRuns();
    await bench.look(185);
    expect(await bench.started()).toEqual([60, 120, 180]);
  });

  it("is a minute when it is not given", async () => {
    const bench = createScheduleBench();
    await bench.serve([{ ...MINUTELY, overlap: "allow" }]);
    await bench.look(600);
    await bench.look(721);
    expect(await bench.started()).toEqual([540, 600, 720]);
  });

  it("of nothing still forgives a look that comes a second late", async () => {
    const bench = createScheduleBench();
    await bench.serve([{ ...MINUTELY, overlap: "allow", catch_up: 0 }]);
    await bench.look(121);
    expect(await bench.started()).toEqual([120]);
  });

  it("loses none of many", async () => {
    const bench = createScheduleBench();
    await bench.serve([{ ...MINUTELY, cron: "* * * * * *", overlap: "allow", catch_up: "1h" }]);
    for (let look = 0; look < 4; look += 1) await bench.look(1_500);
    const listeners = await bench.journal.listListeners();
    expect(listeners[0]?.schedules[0]).toMatchObject({ waiting: [], checkedUntil: START + 1_500_000 });
    expect(await bench.started()).toEqual(Array.from({ length: 1_500 }, (_, index) => index + 1));
  });
});
