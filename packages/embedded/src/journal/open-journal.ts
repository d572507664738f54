import { openFileJournal, type FileJournalOptions } from "./file-journal.js";
import type { JournalStore } from "./journal-store.js";
import { createMemoryJournal } from "./memory-journal.js";

/** The path of a journal that is kept in memory. */
const MEMORY_PATH = ":memory:";

/**
 * Opens the journal at a path; `:memory:` is one that ends with this process.
 * @throws JOURNAL_LOCKED, JOURNAL_FULL, JOURNAL_READ_ONLY, JOURNAL_CORRUPT, JOURNAL_TOO_NEW, JOURNAL_UNAVAILABLE
 */
export async function openJournal(path: string, options: FileJournalOptions = {}): Promise<JournalStore> {
  return path === MEMORY_PATH ? createMemoryJournal(options.logLines) : openFileJournal(path, options);
}
