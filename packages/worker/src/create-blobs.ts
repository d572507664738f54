import { blobFolderOf, createFileBlobs } from "@taskloom/embedded";
import type { BlobStore, Clock } from "@taskloom/interfaces";
import { createMemoryBlobs, createNoBlobs } from "@taskloom/shared";
import type { ResolvedConfig } from "./config/resolved-config.js";

/** Where large values are kept: beside the journal, in this process, or nowhere. */
export function createBlobs({ blobs, journal }: ResolvedConfig, clock: Clock): BlobStore {
  if (blobs === "none") return createNoBlobs();
  if (blobs === "memory") return createMemoryBlobs({ clock });
  return createFileBlobs({ folder: blobFolderOf(journal.file), sync: journal.sync });
}
