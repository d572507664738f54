import { describeBlobStore } from "@taskloom/contracts";
import type { BlobRef } from "@taskloom/interfaces";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyJsonValue } from "./json-value.fixture.js";
import { createRedisBlobs } from "./redis-blobs.js";
import { createRedisConnection } from "./redis-connection.js";
import { elapseInTruth, useTestRedis } from "./redis-test-connection.fixture.js";
import { countRoundTrips } from "./round-trips.fixture.js";

const redis = useTestRedis();

describeBlobStore({
  name: "blobs in redis",
  create: async () => {
    const { connection, createPrefix } = redis();
    const prefix = createPrefix();
    return {
      blobs: createRedisBlobs(connection, { prefix }),
      elapse: elapseInTruth,
      spoil: async (ref) => void (await connection.send(["set", keyOf(prefix, ref), '{"a":2}'])),
    };
  },
  dispose: async ({ blobs }) => blobs.close(),
});

describe("blobs in redis", () => {
  it("are got as they were put, whatever the JSON value", async () => {
    const blobs = createRedisBlobs(redis().connection, { prefix: redis().createPrefix() });
    await fc.assert(
      fc.asyncProperty(anyJsonValue(), async (value) => {
        expect(await blobs.get(await blobs.put("run-1", value))).toStrictEqual(value);
      }),
    );
  });

  it("are never under a time to live while their run is open, and all of them once it has ended", async () => {
    const { connection, createPrefix } = redis();
    const prefix = createPrefix();
    const blobs = createRedisBlobs(connection, { prefix });
    const refs = [await blobs.put("run-1", 1), await blobs.put("run-1", 2)];
    const keys = [...refs.map((ref) => keyOf(prefix, ref)), `${prefix}:blobs:run-1`];
    for (const key of keys) expect(await connection.send(["pttl", key])).toBe(-1);
    await blobs.expire("run-1", 60_000);
    for (const key of keys) expect(await connection.send(["pttl", key])).toBeGreaterThan(0);
  });

  it("a late one puts the index of its run out of time again, so that it can be found", async () => {
    const { connection, createPrefix } = redis();
    const prefix = createPrefix();
    const blobs = createRedisBlobs(connection, { prefix });
    await blobs.put("run-1", 1);
    await blobs.expire("run-1", 60_000);
    await blobs.put("run-1", 2);
    expect(await connection.send(["pttl", `${prefix}:blobs:run-1`])).toBe(-1);
  });

  it("delete leaves no key of the run behind", async () => {
    const { connection, createPrefix } = redis();
    const prefix = createPrefix();
    const blobs = createRedisBlobs(connection, { prefix });
    const ref = await blobs.put("run-1", 1);
    await blobs.delete("run-1");
    expect(await connection.send(["exists", keyOf(prefix, ref), `${prefix}:blobs:run-1`])).toBe(0);
  });

  it("a cut blob is BLOB_LOST", async () => {
    const { connection, createPrefix } = redis();
    const prefix = createPrefix();
    const blobs = createRedisBlobs(connection, { prefix });
    const ref = await blobs.put("run-1", { text: "whole" });
    await connection.send(["set", keyOf(prefix, ref), '{"text":"wh']);
    await expect(blobs.get(ref)).rejects.toMatchObject({ code: "BLOB_LOST", details: { fault: "corrupt" } });
  });

  it("put and get are one round trip each, expire and delete two", async () => {
    const counter = await countRoundTrips(redis().url);
    const connection = createRedisConnection({ url: counter.url });
    const blobs = createRedisBlobs(connection, { prefix: redis().createPrefix() });
    await connection.send(["ping"]);
    counter.take();

    const ref = await blobs.put("run-1", "x".repeat(300_000));
    expect(counter.take()).toBe(1);
    await blobs.get(ref);
    expect(counter.take()).toBe(1);
    await blobs.expire("run-1", 60_000);
    expect(counter.take()).toBe(2);
    await blobs.delete("run-1");
    expect(counter.take()).toBe(2);

    await connection.close();
    await counter.close();
  });
});

function keyOf(prefix: string, ref: BlobRef): string {
  return `${prefix}:blob:${ref.run}:${ref.sha256}`;
}
