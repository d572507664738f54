import { describeTaskStore } from "@taskloom/contracts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyJsonValue } from "./json-value.fixture.js";
import { createRedisConnection } from "./redis-connection.js";
import { createRedisStore } from "./redis-store.js";
import { elapseInTruth, useTestRedis } from "./redis-test-connection.fixture.js";
import { countRoundTrips } from "./round-trips.fixture.js";

const redis = useTestRedis();

describeTaskStore({
  name: "the redis store",
  create: async () => ({
    store: createRedisStore(redis().connection, { prefix: redis().createPrefix() }),
    elapse: elapseInTruth,
  }),
  dispose: async ({ store }) => store.close(),
});

describe("the redis store", () => {
  it("loads any JSON value as it was stored", async () => {
    const store = createRedisStore(redis().connection, { prefix: redis().createPrefix() });
    await fc.assert(
      fc.asyncProperty(anyJsonValue(), async (value) => {
        await store.store("key", value);
        expect(await store.load("key")).toStrictEqual(value);
      }),
    );
  });

  it("keeps JSON text under its prefix, for the default time when the call does not say", async () => {
    const { connection, createPrefix } = redis();
    const prefix = createPrefix();
    await createRedisStore(connection, { prefix, defaultTtlMs: 60_000 }).store("a:b", { x: ["\u0000"] });
    expect(await connection.send(["get", `${prefix}:cache:a:b`])).toBe(String.raw`{"x":["\u0000"]}`);
    expect(await connection.send(["pttl", `${prefix}:cache:a:b`])).toBeGreaterThan(0);
    expect(await connection.send(["pttl", `${prefix}:cache:a:b`])).toBeLessThanOrEqual(60_000);
  });

  it("never keeps a key without a time to live", async () => {
    const { connection, createPrefix } = redis();
    const prefix = createPrefix();
    const store = createRedisStore(connection, { prefix });
    await store.store("a", 1);
    await store.storeMany([{ key: "b", value: 1 }]);
    for (const key of ["a", "b"]) {
      expect(await connection.send(["pttl", `${prefix}:cache:${key}`])).toBeGreaterThan(0);
    }
  });

  it("stores with different prefixes do not see each other", async () => {
    const { connection, createPrefix } = redis();
    const [one, other] = [1, 2].map(() => createRedisStore(connection, { prefix: createPrefix() }));
    await one?.store("key", 1);
    expect(await other?.load("key")).toBeUndefined();
  });

  it("a text that is not JSON, or a key of another kind, counts as a miss and can be replaced", async () => {
    const { connection, createPrefix } = redis();
    const prefix = createPrefix();
    const store = createRedisStore(connection, { prefix });
    await connection.send(["set", `${prefix}:cache:text`, "{cut"]);
    await connection.send(["sadd", `${prefix}:cache:set`, "member"]);
    expect(await store.loadMany(["text", "set"])).toStrictEqual([undefined, undefined]);
    await store.storeMany(["text", "set"].map((key) => ({ key, value: 1 })));
    expect(await store.loadMany(["text", "set"])).toStrictEqual([1, 1]);
  });

  it("every call is one round trip, however many keys it has", async () => {
    const counter = await countRoundTrips(redis().url);
    const connection = createRedisConnection({ url: counter.url });
    const store = createRedisStore(connection, { prefix: redis().createPrefix() });
    const entries = Array.from({ length: 200 }, (_, index) => ({ key: `k${index}`, value: { index } }));
    await store.exists("connected");
    counter.take();

    await store.storeMany(entries);
    expect(counter.take()).toBe(1);
    await store.loadMany(entries.map(({ key }) => key));
    expect(counter.take()).toBe(1);
    await store.store("a", 1);
    await store.load("a");
    await store.exists("a");
    await store.delete("a");
    expect(counter.take()).toBe(4);
    await store.loadMany([]);
    await store.storeMany([]);
    expect(counter.take()).toBe(0);

    await connection.close();
    await counter.close();
  });

  it("closing it leaves the connection to whoever made it", async () => {
    const store = createRedisStore(redis().connection, { prefix: redis().createPrefix() });
    await store.close();
    expect(await redis().connection.send(["ping"])).toBe("PONG");
  });
});
