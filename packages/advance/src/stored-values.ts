import { isBlob, type BlobStore, type JsonValue, type RunId, type StoredValue } from "@taskloom/interfaces";
import { isTaskloomError } from "@taskloom/shared";
import { measureValue } from "./value-size.js";

/** Larger values go by reference. */
const MAX_INLINE_BYTES = 256 * 1024;

/** Larger rendered inputs go by reference: they are only shown. */
const MAX_INLINE_INPUT_BYTES = 4 * 1024;

/** Turns values into what state and messages hold, and back. */
export interface StoredValues {
  /**
   * An output, in place or as a blob.
   * @throws PAYLOAD_TOO_LARGE, SHARED_STORE_REQUIRED, STORE_UNAVAILABLE
   */
  keep(run: RunId, value: JsonValue): StoredValue | Promise<StoredValue>;
  /** A rendered input; it stays in place where there are no blobs. */
  keepInput(run: RunId, value: JsonValue): StoredValue | Promise<StoredValue>;
  /** @throws BLOB_LOST, STORE_UNAVAILABLE */
  read(stored: StoredValue): JsonValue | Promise<JsonValue>;
  /**
   * Makes sure that the run can have blobs, before it needs them.
   * @throws SHARED_STORE_REQUIRED, STORE_UNAVAILABLE
   */
  requireBlobs(run: RunId): Promise<void>;
}

export function createStoredValues(blobs: BlobStore): StoredValues {
  return {
    keep: (run, value) => {
      const bytes = measureValue(value, MAX_INLINE_BYTES);
      return bytes <= MAX_INLINE_BYTES ? { value, bytes } : putBlob(blobs, run, value);
    },
    keepInput: (run, value) => {
      const bytes = measureValue(value, MAX_INLINE_INPUT_BYTES);
      return bytes <= MAX_INLINE_INPUT_BYTES ? { value, bytes } : putInput(blobs, run, { value, bytes });
    },
    read: (stored) => (isBlob(stored) ? blobs.get(stored.blob) : stored.value),
    requireBlobs: async (run) => {
      await blobs.put(run, []);
    },
  };
}

async function putBlob(blobs: BlobStore, run: RunId, value: JsonValue): Promise<StoredValue> {
  return { blob: await blobs.put(run, value) };
}

async function putInput(
  blobs: BlobStore,
  run: RunId,
  inPlace: { readonly value: JsonValue; readonly bytes: number },
): Promise<StoredValue> {
  try {
    return await putBlob(blobs, run, inPlace.value);
  } catch (error) {
    const hasNone = isTaskloomError(error) && error.code === "SHARED_STORE_REQUIRED";
    if (hasNone && inPlace.bytes <= MAX_INLINE_BYTES) return inPlace;
    throw error;
  }
}
