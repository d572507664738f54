import type { JsonValue, StoreEntry, StoreOptions, TaskStore } from "@taskloom/interfaces";
import type { RedisConnection } from "./redis-connection.js";
import { DEFAULT_STORE_TTL_MS, resolveTtlMs } from "./store-ttl.js";

export interface RedisStoreOptions {
  /** What the keys begin with: `<prefix>:cache:<key>`; default `taskloom`. */
  readonly prefix?: string;
  /** How long a value is kept when the call does not say; default 24 hours. */
  readonly defaultTtlMs?: number;
}

/**
 * A cache that workers share. Values are JSON text, keys any well-formed text; every call is one round trip; `close`
 * leaves the connection to whoever made it.
 */
export function createRedisStore(connection: RedisConnection, options: RedisStoreOptions = {}): TaskStore {
  return new RedisStore(connection, { prefix: "taskloom", defaultTtlMs: DEFAULT_STORE_TTL_MS, ...options });
}

class RedisStore implements TaskStore {
  readonly #connection: RedisConnection;
  readonly #options: Required<RedisStoreOptions>;

  constructor(connection: RedisConnection, options: Required<RedisStoreOptions>) {
    this.#connection = connection;
    this.#options = options;
  }

  async store(key: string, value: JsonValue, options?: StoreOptions): Promise<void> {
    await this.storeMany([{ key, value }], options);
  }

  async load(key: string): Promise<JsonValue | undefined> {
    const [value] = await this.loadMany([key]);
    return value;
  }

  async delete(key: string): Promise<boolean> {
    return (await this.#connection.send(["unlink", this.#keyOf(key)])) === 1;
  }

  async exists(key: string): Promise<boolean> {
    return (await this.#connection.send(["exists", this.#keyOf(key)])) === 1;
  }

  async loadMany(keys: readonly string[]): Promise<readonly (JsonValue | undefined)[]> {
    if (keys.length === 0) return [];
    const texts = await this.#connection.send(["mget", ...keys.map((key) => this.#keyOf(key))]);
    return (texts as (string | null)[]).map(readValue);
  }

  async storeMany(entries: readonly StoreEntry[], options?: StoreOptions): Promise<void> {
    if (entries.length === 0) return;
    const ttlMs = resolveTtlMs(options, this.#options.defaultTtlMs);
    await this.#connection.sendAll(
      entries.map(({ key, value }) => ["set", this.#keyOf(key), JSON.stringify(value), "PX", ttlMs]),
    );
  }

  async close(): Promise<void> {}

  #keyOf(key: string): string {
    return `${this.#options.prefix}:cache:${key}`;
  }
}

/** A text that is not JSON is not ours: it counts as a miss, and is replaced by what is stored next. */
function readValue(text: string | null): JsonValue | undefined {
  if (text === null) return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
