import type { RunWhereabouts } from "@taskloom/activity-adapter";
import { describe, expect, it, onTestFinished } from "vitest";
import { startRedisServer } from "../../../../scripts/redis/redis-server.js";
import { createClosingList } from "../closing-list.js";
import { openRedisStores, type SharedStores } from "../redis-stores.js";
import { createBlobSweep, type BlobSweepParts } from "./blob-sweep.js";

const RETENTION_MS = 3_600_000;

/** The stores of a Redis that only the test uses, with a blob of each of the runs. */
async function openStores(...runs: readonly string[]): Promise<SharedStores> {
  const server = await startRedisServer();
  const closing = createClosingList();
  onTestFinished(async () => {
    await closing.closeAll();
    await server.dispose();
  });
  const stores = await openRedisStores(server.url, 10, closing);
  if (stores === undefined) throw new Error("no Redis");
  for (const run of runs) await stores.blobs.put(run, run);
  return stores;
}

/** Those whose blobs have no end, in order. */
async function listOpen({ listRunsWithBlobs }: SharedStores): Promise<readonly string[]> {
  const runs: string[] = [];
  for await (const run of listRunsWithBlobs()) runs.push(run);
  return runs.toSorted();
}

/** A server on which runs are what their ids say. */
function createSweep(redis: SharedStores, parts: Partial<BlobSweepParts> = {}): () => Promise<number> {
  const lookUp = async (run: string): Promise<RunWhereabouts> => (run === "open" || run === "ended" ? run : "unknown");
  const readNamespaceId = async (): Promise<string> => "mine";
  const sweep = createBlobSweep({ redis, lookUp, readNamespaceId, retentionMs: RETENTION_MS, ...parts });
  return async () => sweep(new AbortController().signal);
}

describe("a sweep of blobs", () => {
  it("gives those of ended runs an end, and leaves those of open ones", async () => {
    const redis = await openStores("open", "ended");
    const sweep = createSweep(redis);
    expect([await sweep(), await sweep()]).toStrictEqual([1, 0]);
    expect(await listOpen(redis)).toStrictEqual(["open"]);
  });

  it("takes a run for gone that the server does not know the second time either", async () => {
    const redis = await openStores("unknown");
    const sweep = createSweep(redis);
    expect([await sweep(), await listOpen(redis)]).toStrictEqual([0, ["unknown"]]);
    expect([await sweep(), await listOpen(redis)]).toStrictEqual([1, []]);
  });

  it("leaves a run that began meanwhile", async () => {
    const redis = await openStores("late");
    const known: RunWhereabouts[] = ["open", "unknown"];
    const sweep = createSweep(redis, { lookUp: async () => known.pop() ?? "open" });
    expect([await sweep(), await sweep(), await sweep()]).toStrictEqual([0, 0, 0]);
    expect(await listOpen(redis)).toStrictEqual(["late"]);
  });

  it.each([
    ["of which the server does not say", undefined],
    ["that shares the Redis with another", "mine"],
  ])("leaves runs that may be others' in a namespace %s", async (_claim, id) => {
    const redis = await openStores("unknown", "ended");
    await redis.noteNamespace("theirs");
    const sweep = createSweep(redis, { readNamespaceId: async () => id });
    expect([await sweep(), await sweep()]).toStrictEqual([1, 0]);
    expect(await listOpen(redis)).toStrictEqual(["unknown"]);
  });

  it("stops when it is told to", async () => {
    const redis = await openStores("ended");
    const sweep = createBlobSweep({
      redis,
      lookUp: async () => "ended",
      readNamespaceId: async () => "mine",
      retentionMs: RETENTION_MS,
    });
    expect(await sweep(AbortSignal.abort())).toBe(0);
    expect(await listOpen(redis)).toStrictEqual(["ended"]);
  });
});
