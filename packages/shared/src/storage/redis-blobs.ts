import { createHash } from "node:crypto";
import type { BlobRef, BlobStore, JsonValue, RunId } from "@taskloom/interfaces";
import { createBlobLost } from "./blob-lost.js";
import { createBlobRef } from "./blob-ref.js";
import type { RedisConnection } from "./redis-connection.js";

export interface RedisBlobsOptions {
  /** What the keys begin with: `<prefix>:blob:<run>:<sha256>`, `<prefix>:blobs:<run>`; default `taskloom`. */
  readonly prefix?: string;
}

/**
 * Blobs that workers share, without a TTL until `expire`. The server must be persistent and `noeviction`. A set for
 * each run holds its hashes. `put` and `get` are one round trip each; `close` leaves the connection to whoever made it.
 */
export function createRedisBlobs(connection: RedisConnection, options: RedisBlobsOptions = {}): BlobStore {
  return new RedisBlobs(connection, options.prefix ?? "taskloom");
}

class RedisBlobs implements BlobStore {
  readonly #connection: RedisConnection;
  readonly #prefix: string;

  constructor(connection: RedisConnection, prefix: string) {
    this.#connection = connection;
    this.#prefix = prefix;
  }

  async put(run: RunId, value: JsonValue): Promise<BlobRef> {
    const text = JSON.stringify(value);
    const bytes = Buffer.from(text);
    const ref = createBlobRef(run, text, bytes.length, hashOf(bytes));
    await this.#connection.sendAtomically([
      ["sadd", this.#indexOf(run), ref.sha256],
      // What comes after the run's end has to be found by the next sweep.
      ["persist", this.#indexOf(run)],
      ["set", this.#keyOf(run, ref.sha256), bytes],
    ]);
    return ref;
  }

  async get(ref: BlobRef): Promise<JsonValue> {
    const bytes = await this.#connection.sendForBytes(["get", this.#keyOf(ref.run, ref.sha256)]);
    if (!(bytes instanceof Buffer)) throw createBlobLost(ref, "missing");
    if (hashOf(bytes) !== ref.sha256) throw createBlobLost(ref, "corrupt");
    return JSON.parse(bytes.toString()) as JsonValue;
  }

  async expire(run: RunId, ttlMs: number): Promise<void> {
    const keys = await this.#keysOf(run);
    await this.#connection.sendAll(keys.map((key) => ["pexpire", key, Math.ceil(ttlMs)]));
  }

  async delete(run: RunId): Promise<void> {
    await this.#connection.send(["unlink", ...(await this.#keysOf(run))]);
  }

  async close(): Promise<void> {}

  /** The index comes last: while a blob is there, it can be found. */
  async #keysOf(run: RunId): Promise<string[]> {
    const hashes = (await this.#connection.send(["smembers", this.#indexOf(run)])) as string[];
    return [...hashes.map((hash) => this.#keyOf(run, hash)), this.#indexOf(run)];
  }

  #keyOf(run: RunId, sha256: string): string {
    return `${this.#prefix}:blob:${run}:${sha256}`;
  }

  #indexOf(run: RunId): string {
    return `${this.#prefix}:blobs:${run}`;
  }
}

/** Node's own: twelve times as fast as the portable one, and blobs are large. */
function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
