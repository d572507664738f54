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
   * An output of at most so many bytes, in place or as a blob.
   * @throws PAYLOAD_TOO_LARGE, SHARED_STORE_REQUIRED, STORE_UNAVAILABLE
   */
  keep(run: RunId, value: JsonValue, maxBytes?: number): StoredValue | Promise<StoredValue>;
  /** A rendered input; it stays in place where there are no blobs. */
  keepInput(run: RunId, value: JsonValue, maxBytes?: number): StoredValue | Promise<StoredValue>;
  /** @throws BLOB_LOST, STORE_UNAVAILABLE */
  read(stored: StoredValue): JsonValue | Promise<JsonValue>;
  /**
   * Loads those that are blobs: from then on all of them can be read at once.
   * @throws BLOB_LOST, STORE_UNAVAILABLE
   */
  load(stored: readonly StoredValue[]): ReadLoaded | Promise<ReadLoaded>;
  /**
   * Makes sure that the run can have blobs, before it needs them.
   * @throws SHARED_STORE_REQUIRED, STORE_UNAVAILABLE
   */
  requireBlobs(run: RunId): Promise<void>;
}

/** Reads a value that was loaded. */
export type ReadLoaded = (stored: StoredValue) => JsonValue;

export function createStoredValues(blobs: BlobStore): StoredValues {
  return {
    keep: (run, value, maxBytes) => {
      const bytes = measureValue(value, maxBytes);
      return bytes <= MAX_INLINE_BYTES ? { value, bytes } : putBlob(blobs, run, value);
    },
    keepInput: (run, value, maxBytes) => {
      const bytes = measureValue(value, maxBytes);
      return bytes <= MAX_INLINE_INPUT_BYTES ? { value, bytes } : putInput(blobs, run, { value, bytes });
    },
    read: (stored) => (isBlob(stored) ? blobs.get(stored.blob) : stored.value),
    load: (stored) => (stored.some(isBlob) ? loadBlobs(blobs, stored) : readInPlace),
    requireBlobs: async (run) => {
      await blobs.put(run, []);
    },
  };
}

function readInPlace(stored: StoredValue): JsonValue {
  return isBlob(stored) ? null : stored.value;
}

async function loadBlobs(blobs: BlobStore, stored: readonly StoredValue[]): Promise<ReadLoaded> {
  const loaded = new Map<StoredValue, JsonValue>();
  for (const value of stored) if (isBlob(value)) loaded.set(value, await blobs.get(value.blob));
  return (value) => (isBlob(value) ? (loaded.get(value) ?? null) : value.value);
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
