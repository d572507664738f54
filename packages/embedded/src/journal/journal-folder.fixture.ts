import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openFileJournal, type FileJournalOptions } from "./file-journal.js";
import type { JournalStore } from "./journal-store.js";

/** A path for a journal in a folder of its own, which goes with the test. */
export function newJournalPath(): string {
  const folder = mkdtempSync(join(tmpdir(), "taskloom-journal-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "journal.db");
}

/** Opens a journal that is closed with the test. */
export async function openForTest(path: string, options: FileJournalOptions = {}): Promise<JournalStore> {
  const journal = await openFileJournal(path, options);
  onTestFinished(async () => journal.close());
  return journal;
}
