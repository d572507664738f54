import { describe, expect, it } from "vitest";
import { listRunsWithBlobs, noteNamespace } from "./redis-blob-runs.js";
import { createRedisBlobs } from "./redis-blobs.js";
import { useTestRedis } from "./redis-test-connection.fixture.js";

const redis = useTestRedis();

async function list(prefix: string): Promise<readonly string[]> {
  const runs = new Set<string>();
  for await (const run of listRunsWithBlobs(redis().connection, prefix)) runs.add(run);
  return [...runs].toSorted();
}

describe("the runs with blobs in redis", () => {
  it("are those whose blobs have no end yet, of one prefix", async () => {
    const { connection, createPrefix } = redis();
    const [prefix, other] = [createPrefix(), createPrefix()];
    const blobs = createRedisBlobs(connection, { prefix });
    for (const run of ["open", "ended", "late"]) await blobs.put(run, run);
    await createRedisBlobs(connection, { prefix: other }).put("elsewhere", 1);
    for (const run of ["ended", "late"]) await blobs.expire(run, 60_000);
    await blobs.put("late", "after its end");
    expect(await list(prefix)).toStrictEqual(["late", "open"]);
  });

  it("are all listed, however many there are", async () => {
    const { connection, createPrefix } = redis();
    const prefix = createPrefix();
    const runs = Array.from({ length: 3_000 }, (_, index) => `run-${index}`);
    await connection.sendAll(runs.map((run) => ["sadd", `${prefix}:blobs:${run}`, "0"]));
    expect(await list(prefix)).toStrictEqual(runs.toSorted());
  });
});

it("the namespaces whose runs keep blobs in a redis are counted, each once", async () => {
  const { connection, createPrefix } = redis();
  const prefix = createPrefix();
  const counts: number[] = [];
  for (const id of ["one", "one", "two", "one"]) counts.push(await noteNamespace(connection, id, prefix));
  expect(counts).toStrictEqual([1, 1, 2, 2]);
});
