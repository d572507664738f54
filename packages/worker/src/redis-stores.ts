import type { BlobStore, RunId, TaskLog, TaskStore } from "@taskloom/interfaces";
import type { RedisRisk } from "@taskloom/shared/storage/redis";
import type { ClosingList } from "./closing-list.js";

/** What processes can share. */
export interface SharedStores {
  readonly store: TaskStore;
  readonly blobs: BlobStore;
  readonly log: TaskLog;
  /** What can make it lose blobs. */
  findRisks(): Promise<readonly RedisRisk[]>;
  /** The runs whose blobs have no end yet. */
  listRunsWithBlobs(): AsyncIterable<RunId>;
  /** Notes that runs of a namespace keep blobs here, and gives how many namespaces' runs do. */
  noteNamespace(id: string): Promise<number>;
}

/**
 * The stores of a Redis, over one connection, which is made when one of them is first used; undefined for the address
 * `memory`.
 * @throws CONFIG_INVALID
 */
export async function openRedisStores(
  address: string,
  logLines: number,
  closing: ClosingList,
): Promise<SharedStores | undefined> {
  if (address === "memory") return undefined;
  // Its client is not loaded where nobody uses it.
  const redis = await import("@taskloom/shared/storage/redis");
  const connection = redis.createRedisConnection({ url: address });
  closing.add(async () => connection.close());
  return {
    store: redis.createRedisStore(connection),
    blobs: redis.createRedisBlobs(connection),
    log: redis.createRedisLog(connection, { maxLines: logLines }),
    findRisks: async () => redis.findRedisRisks(connection),
    listRunsWithBlobs: () => redis.listRunsWithBlobs(connection),
    noteNamespace: async (id) => redis.noteNamespace(connection, id),
  };
}
