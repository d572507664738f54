export { blobFolderOf, createFileBlobs } from "./blobs/file-blobs.js";
export { createEmbeddedEngine } from "./create-embedded-engine.js";
export { validateCron } from "./cron-text.js";
export type { EmbeddedEngine, EmbeddedEngineOptions } from "./embedded-engine.js";
export { openFileJournal } from "./journal/file-journal.js";
export type { FileJournalOptions } from "./journal/file-journal.js";
export type { JournalStore } from "./journal/journal-store.js";
export { createMemoryJournal } from "./journal/memory-journal.js";
export { openJournal } from "./journal/open-journal.js";
