import { utf8ToBytes } from "@noble/hashes/utils.js";
import type { BlobRef, BlobStore, JsonValue, RunId } from "@taskloom/interfaces";
import { TaskloomError } from "../errors/taskloom-error.js";

/** Blobs switched off: `put` and `get` fail with SHARED_STORE_REQUIRED, `details` `{ run, bytes }`. */
export function createNoBlobs(): BlobStore {
  return {
    async put(run: RunId, value: JsonValue): Promise<BlobRef> {
      throw createStoreRequired(run, utf8ToBytes(JSON.stringify(value)).length);
    },
    async get(ref: BlobRef): Promise<JsonValue> {
      throw createStoreRequired(ref.run, ref.bytes);
    },
    async expire(): Promise<void> {},
    async delete(): Promise<void> {},
    async close(): Promise<void> {},
  };
}

function createStoreRequired(run: RunId, bytes: number): TaskloomError {
  const message = `Run ${run} has a value of ${bytes} bytes, which needs a blob store, and there is none.`;
  return new TaskloomError("SHARED_STORE_REQUIRED", message, { details: { run, bytes } });
}
