import { describeTaskLog } from "@taskloom/contracts";
import type { TaskLogEntry } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { createRedisConnection } from "./redis-connection.js";
import { createRedisLog } from "./redis-log.js";
import { useTestRedis } from "./redis-test-connection.fixture.js";
import { countRoundTrips } from "./round-trips.fixture.js";

const redis = useTestRedis();
const entry: TaskLogEntry = { at: 1, level: "info", path: "root/a", attempt: 1, message: "line" };

describeTaskLog({
  name: "the redis log",
  create: async () => createRedisLog(redis().connection, { prefix: redis().createPrefix() }),
});

describe("the redis log", () => {
  it("each append begins the log's time anew", async () => {
    const { connection, createPrefix } = redis();
    const prefix = createPrefix();
    const key = `${prefix}:log:run-1`;
    await createRedisLog(connection, { prefix }).append("run-1", [entry]);
    expect(await connection.send(["pttl", key])).toBeGreaterThan(29 * 24 * 60 * 60 * 1000);
    await createRedisLog(connection, { prefix, ttlMs: 60_000 }).append("run-1", [entry]);
    expect(await connection.send(["pttl", key])).toBeLessThanOrEqual(60_000);
  });

  it("keeps fewer lines of a run where it is told so", async () => {
    const { connection, createPrefix } = redis();
    const log = createRedisLog(connection, { prefix: createPrefix(), maxLines: 2 });
    await log.append("run-1", [entry, entry, entry]);
    const seqs: number[] = [];
    for await (const { seq } of log.read("run-1")) seqs.push(seq);
    expect(seqs).toStrictEqual([2, 3]);
  });

  it("lines of several writers, each on a connection of its own, have one order", async () => {
    const { url, createPrefix } = redis();
    const prefix = createPrefix();
    const connections = [1, 2, 3].map(() => createRedisConnection({ url }));
    const logs = connections.map((connection) => createRedisLog(connection, { prefix }));
    await Promise.all(Array.from({ length: 90 }, async (_, index) => logs[index % 3]?.append("run-1", [entry])));
    const seqs: number[] = [];
    for await (const { seq } of createRedisLog(redis().connection, { prefix }).read("run-1")) seqs.push(seq);
    expect(seqs).toStrictEqual(Array.from({ length: 90 }, (_, index) => index + 1));
    for (const connection of connections) await connection.close();
  });

  it("an append is one round trip, and so is each 500 lines that are read", async () => {
    const counter = await countRoundTrips(redis().url);
    const connection = createRedisConnection({ url: counter.url });
    const log = createRedisLog(connection, { prefix: redis().createPrefix() });
    await connection.send(["ping"]);
    counter.take();

    await log.append(
      "run-1",
      Array.from({ length: 1100 }, () => entry),
    );
    expect(counter.take()).toBe(1);
    let lines = 0;
    for await (const _ of log.read("run-1")) lines += 1;
    expect([lines, counter.take()]).toStrictEqual([1100, 3]);

    await connection.close();
    await counter.close();
  });

  it("closing the connection ends who follows, with STORE_UNAVAILABLE", async () => {
    const connection = createRedisConnection({ url: redis().url });
    const log = createRedisLog(connection, { prefix: redis().createPrefix() });
    await log.append("run-1", [entry]);
    const lines = log.read("run-1", { follow: true })[Symbol.asyncIterator]();
    expect(await lines.next()).toMatchObject({ value: { seq: 1 } });
    const next = lines.next();
    await connection.close();
    await expect(next).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  });
});
