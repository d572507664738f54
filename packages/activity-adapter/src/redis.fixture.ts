import type { BlobStore, TaskLog, TaskStore } from "@taskloom/interfaces";
import {
  createRedisBlobs,
  createRedisConnection,
  createRedisLog,
  createRedisStore,
} from "@taskloom/shared/storage/redis";
import { onTestFinished } from "vitest";
import { startRedisServer, type RedisServer } from "../../../scripts/redis/redis-server.js";

/** What an engine keeps in a Redis that only one test uses. */
export interface PrivateRedis {
  readonly server: RedisServer;
  readonly store: TaskStore;
  readonly blobs: BlobStore;
  readonly log: TaskLog;
  readonly flushAll: () => Promise<void>;
  /** Removes all keys of the cache, and nothing else. */
  readonly evict: () => Promise<void>;
  readonly listKeys: (pattern: string) => Promise<readonly string[]>;
  readonly remove: (keys: readonly string[]) => Promise<void>;
  /** Milliseconds; -1: for ever. */
  readonly readTtl: (key: string) => Promise<number>;
}

export interface PrivateRedisOptions {
  /** How long the cache keeps a value. */
  readonly ttlMs?: number;
  /** How long a command may take. */
  readonly timeoutMs?: number;
}

/** Gone after the test. */
export async function createPrivateRedis({ ttlMs, timeoutMs }: PrivateRedisOptions = {}): Promise<PrivateRedis> {
  const server = await startRedisServer();
  const connection = createRedisConnection({ url: server.url, ...(timeoutMs !== undefined && { timeoutMs }) });
  onTestFinished(async () => {
    await connection.close();
    await server.dispose();
  });
  const listKeys = async (pattern: string): Promise<readonly string[]> =>
    (await connection.send(["keys", pattern])) as string[];
  const remove = async (keys: readonly string[]): Promise<void> => {
    if (keys.length > 0) await connection.send(["unlink", ...keys]);
  };
  return {
    server,
    store: createRedisStore(connection, ttlMs === undefined ? {} : { defaultTtlMs: ttlMs }),
    blobs: createRedisBlobs(connection),
    log: createRedisLog(connection),
    flushAll: async () => void (await connection.send(["flushall"])),
    evict: async () => remove(await listKeys("taskloom:cache:*")),
    listKeys,
    remove,
    readTtl: async (key) => Number(await connection.send(["pttl", key])),
  };
}
