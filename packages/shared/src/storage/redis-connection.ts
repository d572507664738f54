import { parseRedisUrl } from "./redis-address.js";
import { createRedisClient, type RedisBatch, type RedisClient, type RedisCommand } from "./redis-client.js";
import { createRedisFault } from "./redis-fault.js";

export interface RedisConnectionOptions {
  /** `redis://[[user]:password@]host[:port][/db]`, `rediss://` for TLS. */
  readonly url: string;
  /** How long a command may take, connecting included; default 10 seconds. */
  readonly timeoutMs?: number;
}

/**
 * A connection to Redis 7 or newer for a store, blobs and task logs together; whoever makes it closes it. It connects
 * at the first command, and again by itself when it is lost; until then every command fails at once.
 * @throws CONFIG_INVALID for an address of another form
 */
export function createRedisConnection(options: RedisConnectionOptions): RedisConnection {
  const { timeoutMs = 10_000 } = options;
  const address = parseRedisUrl(options.url);
  return new RedisConnection(createRedisClient(address, timeoutMs), address.shown, timeoutMs / 2);
}

/** Every method but `close` throws STORE_UNAVAILABLE with `details` `{ address, reason, text }`. */
export class RedisConnection {
  /** How long a command may block at most: well below the time after which a silent server is given up. */
  readonly blockMs: number;
  readonly #client: RedisClient;
  readonly #address: string;
  readonly #readers = new Set<RedisConnection>();
  /** Why there is no connection, from its loss until there is one again. */
  #lost: Error | undefined;

  constructor(client: RedisClient, address: string, blockMs: number) {
    this.#client = client;
    this.#address = address;
    this.blockMs = blockMs;
    client.on("error", (fault) => {
      this.#lost = fault;
    });
    client.on("close", () => {
      this.#lost ??= new Error("The connection was closed.");
    });
    client.on("ready", () => {
      this.#lost = undefined;
    });
  }

  async send([name, ...args]: readonly [string, ...(string | number)[]]): Promise<unknown> {
    return this.#guard(async () => this.#client.call(name, args));
  }

  /** The reply's bytes as they are. */
  async sendForBytes([name, ...args]: readonly [string, ...(string | number)[]]): Promise<unknown> {
    return this.#guard(async () => this.#client.callBuffer(name, args));
  }

  /** One round trip. */
  async sendAll(commands: readonly RedisCommand[]): Promise<void> {
    await this.#guard(async () => execute(this.#client.pipeline(commands.map((command) => [...command]))));
  }

  /** One round trip; others see all of it or nothing. */
  async sendAtomically(commands: readonly RedisCommand[]): Promise<void> {
    await this.#guard(async () => execute(this.#client.multi(commands.map((command) => [...command]))));
  }

  /** Another connection to the same server, for commands that block; closed with this one at the latest. */
  openReader(): RedisConnection {
    const client = this.#client.duplicate();
    const reader = new RedisConnection(client, this.#address, this.blockMs);
    this.#readers.add(reader);
    client.on("end", () => this.#readers.delete(reader));
    return reader;
  }

  async close(): Promise<void> {
    for (const reader of this.#readers) await reader.close();
    this.#client.disconnect();
  }

  async #guard<T>(act: () => Promise<T>): Promise<T> {
    if (this.#lost !== undefined) throw createRedisFault(this.#address, this.#lost);
    try {
      return await act();
    } catch (error) {
      throw createRedisFault(this.#address, error, this.#lost);
    }
  }
}

async function execute(batch: RedisBatch): Promise<void> {
  const results = await batch.exec();
  const fault = results?.find(([fault]) => fault !== null)?.[0];
  if (fault) throw fault;
}
