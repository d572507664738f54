import type { Clock, JsonValue, StoreEntry, StoreOptions, TaskStore } from "@taskloom/interfaces";
import { DEFAULT_STORE_TTL_MS, resolveTtlMs } from "./store-ttl.js";

export interface MemoryStoreOptions {
  readonly clock: Clock;
  /** How long a value is kept when the call does not say; default 24 hours. */
  readonly defaultTtlMs?: number;
  /** Default 10,000. */
  readonly maxEntries?: number;
  /** Of keys and JSON texts together, at two bytes a character; default 64 MiB. */
  readonly maxBytes?: number;
}

/**
 * A cache in this process. When it is full, what was stored first goes first; a value that would fill it alone is not
 * kept. Values are kept as JSON text: neither the writer nor a reader can change what others load.
 */
export function createMemoryStore(options: MemoryStoreOptions): TaskStore {
  return new MemoryStore({ ...DEFAULTS, ...options });
}

const DEFAULTS = { defaultTtlMs: DEFAULT_STORE_TTL_MS, maxEntries: 10_000, maxBytes: 64 * 1024 * 1024 };
const BYTES_PER_CHARACTER = 2;

interface Entry {
  readonly text: string;
  readonly bytes: number;
  readonly expiresAt: number;
}

class MemoryStore implements TaskStore {
  readonly #options: Required<MemoryStoreOptions>;
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;

  constructor(options: Required<MemoryStoreOptions>) {
    this.#options = options;
  }

  async store(key: string, value: JsonValue, options?: StoreOptions): Promise<void> {
    const ttlMs = resolveTtlMs(options, this.#options.defaultTtlMs);
    this.#keep(key, JSON.stringify(value), this.#options.clock.now() + ttlMs);
  }

  async load(key: string): Promise<JsonValue | undefined> {
    return this.#read(key);
  }

  async delete(key: string): Promise<boolean> {
    const found = this.#find(key) !== undefined;
    this.#remove(key);
    return found;
  }

  async exists(key: string): Promise<boolean> {
    return this.#find(key) !== undefined;
  }

  async loadMany(keys: readonly string[]): Promise<readonly (JsonValue | undefined)[]> {
    return keys.map((key) => this.#read(key));
  }

  async storeMany(entries: readonly StoreEntry[], options?: StoreOptions): Promise<void> {
    const expiresAt = this.#options.clock.now() + resolveTtlMs(options, this.#options.defaultTtlMs);
    for (const { key, value } of entries) this.#keep(key, JSON.stringify(value), expiresAt);
  }

  async close(): Promise<void> {
    this.#entries.clear();
    this.#bytes = 0;
  }

  #read(key: string): JsonValue | undefined {
    const entry = this.#find(key);
    return entry === undefined ? undefined : (JSON.parse(entry.text) as JsonValue);
  }

  #find(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.expiresAt > this.#options.clock.now()) return entry;
    this.#remove(key);
    return undefined;
  }

  #keep(key: string, text: string, expiresAt: number): void {
    // Also when the new value is too large to be kept: the old one must not be taken for it.
    this.#remove(key);
    const bytes = (key.length + text.length) * BYTES_PER_CHARACTER;
    if (bytes > this.#options.maxBytes) return;
    this.#entries.set(key, { text, bytes, expiresAt });
    this.#bytes += bytes;
    this.#makeRoom();
  }

  #makeRoom(): void {
    const { maxEntries, maxBytes } = this.#options;
    for (const key of this.#entries.keys()) {
      if (this.#entries.size <= maxEntries && this.#bytes <= maxBytes) return;
      this.#remove(key);
    }
  }

  #remove(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
  }
}
