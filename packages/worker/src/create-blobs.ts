import { blobFolderOf, createFileBlobs } from "@taskloom/embedded";
import type { BlobStore, Clock } from "@taskloom/interfaces";
import { createMemoryBlobs, createNoBlobs } from "@taskloom/shared";
import type { ResolvedConfig } from "./config/resolved-config.js";
import type { SharedStores } from "./redis-stores.js";

/** Where large values are kept: in the Redis that is the store, beside the journal, in this process, or nowhere. */
export function createBlobs(
  { blobs, journal }: Pick<ResolvedConfig, "blobs" | "journal">,
  clock: Clock,
  redis: SharedStores | undefined,
): BlobStore {
  switch (blobs) {
    case "redis":
      return redis?.blobs ?? createNoBlobs();
    case "file":
      return createFileBlobs({ folder: blobFolderOf(journal.file), sync: journal.sync });
    case "memory":
      return createMemoryBlobs({ clock });
    case "none":
      return createNoBlobs();
  }
}
