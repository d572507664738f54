import type { JsonValue } from "./json.js";

/**
 * A cache of what is too big or too often read to travel. Keys may vanish at any time: what cannot be rebuilt does not
 * belong here (see `BlobStore`).
 * @throws STORE_UNAVAILABLE when the server cannot be reached or refuses
 */
export interface TaskStore {
  /** Keeps a value. Without `ttlMs` the store's default applies. */
  store(key: string, value: JsonValue, options?: StoreOptions): Promise<void>;
  /** The value, or undefined when there is none. */
  load(key: string): Promise<JsonValue | undefined>;
  /** Whether there was something to delete. */
  delete(key: string): Promise<boolean>;
  exists(key: string): Promise<boolean>;
  /** The values in the order of the keys, undefined where there is none; one round trip. */
  loadMany(keys: readonly string[]): Promise<readonly (JsonValue | undefined)[]>;
  /** Keeps all entries; one round trip. */
  storeMany(entries: readonly StoreEntry[], options?: StoreOptions): Promise<void>;
  close(): Promise<void>;
}

export interface StoreOptions {
  readonly ttlMs?: number;
}

export interface StoreEntry {
  readonly key: string;
  readonly value: JsonValue;
}
