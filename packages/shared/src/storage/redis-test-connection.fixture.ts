import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll } from "vitest";
import { createRedisConnection, type RedisConnection } from "./redis-connection.js";

export interface TestRedis {
  readonly url: string;
  readonly connection: RedisConnection;
  /** New for each call: nobody else writes there. */
  readonly createPrefix: () => string;
}

/** The run's Redis for the tests of a file; what they have written is removed at the end. */
export function useTestRedis(): () => TestRedis {
  const root = `taskloom-test-${randomUUID()}`;
  let opened: TestRedis | undefined;
  let prefixes = 0;

  beforeAll(() => {
    const url = process.env["REDIS_URL"];
    if (url === undefined) throw new Error("REDIS_URL names the Redis of the test run: its set-up starts one.");
    opened = { url, connection: createRedisConnection({ url }), createPrefix: () => `${root}:${++prefixes}` };
  });

  afterAll(async () => {
    if (opened === undefined) return;
    await removeKeys(opened.connection, root);
    await opened.connection.close();
  });

  return () => {
    if (opened === undefined) throw new Error("Redis is there once the tests have begun.");
    return opened;
  };
}

/** Redis goes by the machine's clock. */
export async function elapseInTruth(ms: number): Promise<void> {
  await sleep(ms + 5);
}

async function removeKeys(connection: RedisConnection, root: string): Promise<void> {
  let cursor = "0";
  do {
    const reply = await connection.send(["scan", cursor, "MATCH", `${root}:*`, "COUNT", 1000]);
    const [next, keys] = reply as [string, string[]];
    if (keys.length > 0) await connection.send(["unlink", ...keys]);
    cursor = next;
  } while (cursor !== "0");
}
