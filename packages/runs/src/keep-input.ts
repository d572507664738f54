import type { BlobStore, JsonValue, RunId, StoredValue } from "@taskloom/interfaces";

/** A run's input that has more bytes goes by reference, as every large value. */
const MAX_INLINE_BYTES = 256 * 1024;

/**
 * A run's input as its journal has it.
 * @throws STORE_UNAVAILABLE, SHARED_STORE_REQUIRED
 */
export async function keepInput(blobs: BlobStore, run: RunId, value: JsonValue): Promise<StoredValue> {
  const bytes = new TextEncoder().encode(JSON.stringify(value)).length;
  return bytes <= MAX_INLINE_BYTES ? { value, bytes } : { blob: await blobs.put(run, value) };
}
