import { createCronTimes } from "@taskloom/runs";
import { Client, Connection } from "@temporalio/client";
import { msToTs } from "@temporalio/common/lib/time.js";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isTemporalSkipped } from "../../../../scripts/temporal/server-address.fixture.js";
import { toMs } from "../engine/to-ms.js";
import { computeScheduleTimes } from "./schedule-times.js";
import { toSpec } from "./wanted-schedule.js";

const HOUR_MS = 3_600_000;

const NOW = Date.parse("2026-01-01T00:00:00Z");

/** Times that clocks skip or repeat: of Europe, America, half an hour, at midnight, and none. */
const CHANGES = [
  ["Europe/Paris", "2026-03-29T01:00:00Z"],
  ["Europe/Paris", "2026-10-25T01:00:00Z"],
  ["America/New_York", "2026-03-08T07:00:00Z"],
  ["America/New_York", "2026-11-01T06:00:00Z"],
  ["Australia/Lord_Howe", "2026-04-04T15:00:00Z"],
  ["Australia/Lord_Howe", "2026-10-03T15:30:00Z"],
  ["America/Santiago", "2026-04-05T03:00:00Z"],
  ["America/Santiago", "2026-09-06T04:00:00Z"],
  ["UTC", "2026-03-01T00:00:00Z"],
  ["Asia/Kolkata", "2026-06-30T18:30:00Z"],
] as const;

const isLong = process.env["TASKLOOM_TEST_LONG"] === "1";
const address = process.env["TEMPORAL_ADDRESS"] ?? "";

let client: Client;
let schedules = 0;

beforeAll(async () => {
  client = new Client({ connection: await Connection.connect({ address }) });
});

afterAll(async () => client.connection.close());

/** The times after `after` and not after `until` at which the server would start runs. */
async function listServerTimes(cron: string, timeZone: string, after: number, until: number): Promise<number[]> {
  const scheduleId = `times-${process.pid}-${(schedules += 1)}`;
  const handle = await client.schedule.create({
    scheduleId,
    spec: toSpec(cron, computeScheduleTimes({ cron, timeZone }, NOW)),
    action: { type: "startWorkflow", workflowType: "none", taskQueue: "none", args: [] },
    state: { paused: true },
  });
  const { startTime } = await client.workflowService.listScheduleMatchingTimes({
    namespace: client.options.namespace,
    scheduleId,
    startTime: msToTs(after),
    endTime: msToTs(until),
  });
  await handle.delete();
  return startTime.map(toMs);
}

/** The times of both, for a message that can be read. */
async function compareTimes(
  cron: string,
  zone: string,
  after: number,
  until: number,
): Promise<{ readonly ours: readonly string[]; readonly servers: readonly string[] }> {
  const describeTime = (at: number): string => `${cron} in ${zone}: ${new Date(at).toISOString()}`;
  const ours = createCronTimes(cron, zone).list(after, until, 1_000).map(describeTime);
  const servers = (await listServerTimes(cron, zone, after, until)).map(describeTime);
  return { ours, servers: servers.slice(0, ours.length) };
}

describe.skipIf(isTemporalSkipped)("a server starts runs at the times of the schedule", () => {
  it.each([
    "*/15 8-18 * * MON-FRI",
    "15,45 0 9 * * *",
    "0 0 13 2 FRI",
    "0 0 1 JAN,jul *",
    "0 12 * * 7",
    "0 12 */2 * FRI-SUN",
    "10-50/20 30 1-3 * * *",
    "0 0 29 2 *",
    "0 0 30 2 *",
  ])("%s", async (cron) => {
    const until = NOW + 900 * 24 * HOUR_MS;
    for (const zone of ["UTC", "Europe/Paris"]) {
      const { ours, servers } = await compareTimes(cron, zone, NOW, until);
      expect(servers).toEqual(ours);
    }
  });

  it.each(CHANGES)("when the clocks in %s change: %s", { timeout: isLong ? 300_000 : 30_000 }, async (zone, change) => {
    const around = Date.parse(change);
    await fc.assert(
      fc.asyncProperty(cronOfDay, async (cron) => {
        const { ours, servers } = await compareTimes(cron, zone, around - 30 * HOUR_MS, around + 30 * HOUR_MS);
        expect(servers).toEqual(ours);
      }),
      { numRuns: isLong ? 100 : 5 },
    );
  });
});

describe.skipIf(isTemporalSkipped)("a cron text whose times a server cannot go over one by one", () => {
  it.each(["* * 9 * * 1", "* 0-5 1 1 *", "1-29/3,2-50/5 * * * * *"])(
    "starts runs at no other times: %s",
    async (cron) => {
      for (const [zone, change] of CHANGES) {
        const [after, until] = [Date.parse(change) - 30 * HOUR_MS, Date.parse(change) + 30 * HOUR_MS];
        const listed = await listServerTimes(cron, zone, after, until);
        const { next } = createCronTimes(cron, zone);
        expect(listed.filter((at) => next(at - 1) !== at)).toEqual([]);
      }
    },
  );
});

function list(first: number, last: number): fc.Arbitrary<string> {
  const value = fc.integer({ min: first, max: last });
  const values = fc.uniqueArray(value, { minLength: 1, maxLength: 3 }).map((all) => all.join(","));
  return fc.oneof(
    fc.constant("*"),
    values,
    values,
    fc.integer({ min: 2, max: last }).map((step) => `*/${step}`),
  );
}

const cronOfDay = fc
  .tuple(list(0, 59), fc.oneof(list(0, 4), list(0, 23)), list(1, 31), list(0, 6))
  .map(([minute, hour, day, weekday]) => `${minute} ${hour} ${day} * ${weekday}`);
