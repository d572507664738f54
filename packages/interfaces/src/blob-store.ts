import type { JsonValue } from "./json.js";
import type { RunId } from "./names.js";
import type { BlobRef } from "./stored-value.js";

/**
 * Values that are too large for messages and state. Not a cache: a blob stays while its run is open.
 * @throws STORE_UNAVAILABLE, and SHARED_STORE_REQUIRED where blobs are switched off
 */
export interface BlobStore {
  /** Writes the value durably and gives its reference; equal values of a run are kept once. */
  put(run: RunId, value: JsonValue): Promise<BlobRef>;
  /**
   * The value; its hash is checked.
   * @throws BLOB_LOST naming the size
   */
  get(ref: BlobRef): Promise<JsonValue>;
  /** Gives the blobs of an ended run the time that is left to them. */
  expire(run: RunId, ttlMs: number): Promise<void>;
  /** Removes the blobs of a run. */
  delete(run: RunId): Promise<void>;
  close(): Promise<void>;
}
