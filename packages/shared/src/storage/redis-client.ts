import { Redis } from "ioredis";
import type { RedisAddress } from "./redis-address.js";

/** A command with its arguments. */
export type RedisCommand = readonly [name: string, ...args: readonly (string | number | Uint8Array)[]];

/** What is used of an ioredis client, so that its types stay inside this file. */
export interface RedisClient {
  call(command: string, args: (string | number)[]): Promise<unknown>;
  callBuffer(command: string, args: (string | number)[]): Promise<unknown>;
  /** All in one round trip. */
  pipeline(commands: unknown[][]): RedisBatch;
  /** All in one round trip, and nothing of others in between. */
  multi(commands: unknown[][]): RedisBatch;
  duplicate(): RedisClient;
  on(event: "error", listener: (fault: Error) => void): unknown;
  on(event: "ready" | "close" | "end", listener: () => void): unknown;
  disconnect(): void;
}

export interface RedisBatch {
  exec(): Promise<[fault: Error | null, result: unknown][] | null>;
}

/**
 * A client that connects at its first command and again whenever the connection is lost, and that keeps no command
 * longer than `timeoutMs`: when the connection fails, all that wait for it fail, and none is sent a second time.
 */
export function createRedisClient(address: RedisAddress, timeoutMs: number): RedisClient {
  const { host, port, db, username, password, tls } = address;
  return new Redis({
    host,
    port,
    db,
    username,
    password,
    ...(tls ? { tls: {} } : {}),
    // The replies that are read here have one shape in version 2, on every server.
    protocol: 2,
    lazyConnect: true,
    connectTimeout: timeoutMs / 2,
    commandTimeout: timeoutMs,
    // A connection that does not answer is given up and replaced: the other side may be gone without a word.
    socketTimeout: timeoutMs,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempts) => Math.min(50 * attempts, 1000),
  });
}
