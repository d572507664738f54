import type { BlobRef, BlobStore, EventBatch, RunId } from "@taskloom/interfaces";

/**
 * The batches for another run: the blobs that they refer to are copied, so that either run can be removed.
 * @throws BLOB_LOST, STORE_UNAVAILABLE
 */
export async function copyBlobs(
  batches: readonly EventBatch[],
  blobs: BlobStore,
  run: RunId,
): Promise<readonly EventBatch[]> {
  const found: BlobRef[] = [];
  const text = JSON.stringify(batches, (_key, value: unknown) => {
    if (isBlobRef(value)) found.push(value);
    return value;
  });
  for (const ref of found) await blobs.put(run, await blobs.get(ref));
  if (found.length === 0) return batches;
  return JSON.parse(text, (_key, value: unknown) => (isBlobRef(value) ? { ...value, run } : value)) as EventBatch[];
}

function isBlobRef(value: unknown): value is BlobRef {
  if (typeof value !== "object" || value === null || Object.keys(value).length !== 4) return false;
  return "run" in value && "sha256" in value && "bytes" in value && "preview" in value;
}
