import type { RunId } from "@taskloom/interfaces";
import type { RedisConnection } from "./redis-connection.js";

/** Keys that one reply looks at, about. */
const PAGE_KEYS = 1_000;

/**
 * The runs whose blobs have no end yet, in no order; one may come twice. `prefix` is that of `createRedisBlobs`.
 * @throws STORE_UNAVAILABLE
 */
export async function* listRunsWithBlobs(connection: RedisConnection, prefix = "taskloom"): AsyncGenerator<RunId> {
  const start = `${prefix}:blobs:`;
  let cursor = "0";
  do {
    const reply = await connection.send(["scan", cursor, "MATCH", `${start}*`, "COUNT", PAGE_KEYS]);
    const [next, keys] = reply as [string, string[]];
    const ttls = await Promise.all(keys.map(async (key) => connection.send(["pttl", key])));
    yield* keys.filter((_key, index) => ttls[index] === FOR_EVER).map((key) => key.slice(start.length));
    cursor = next;
  } while (cursor !== "0");
}

const FOR_EVER = -1;

/**
 * Notes that runs of a namespace keep blobs here, and gives how many namespaces' runs do.
 * @throws STORE_UNAVAILABLE
 */
export async function noteNamespace(
  connection: RedisConnection,
  namespaceId: string,
  prefix = "taskloom",
): Promise<number> {
  const key = `${prefix}:namespaces`;
  await connection.send(["sadd", key, namespaceId]);
  return Number(await connection.send(["scard", key]));
}
