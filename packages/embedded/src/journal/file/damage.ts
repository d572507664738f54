import { statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Connection } from "./connection.js";
import { createJournalFault } from "./journal-fault.js";

export const PAGE_BYTES = 4096;

/**
 * Refuses a file that was cut, before the database can write to it. It only asks the database, with addresses that make
 * it write nothing: to open and close the file here would drop the locks that this process holds on it.
 * @throws JOURNAL_CORRUPT
 */
export function refuseCutFile(path: string): void {
  const size = sizeOf(path);
  const hasLog = sizeOf(`${path}-wal`) > 0;
  const isWhole = size === 0 ? !hasLog : isAsLongAsItSays(path, size) || (hasLog && isWholeWithLog(path));
  if (!isWhole) throw createJournalFault("JOURNAL_CORRUPT", path);
}

/** Without its write-ahead log the database compares the file's length with the number of pages in its header. */
function isAsLongAsItSays(path: string, size: number): boolean {
  const alone = new Connection(path, `${pathToFileURL(path).href}?immutable=1`);
  try {
    alone.run("SELECT count(*) FROM sqlite_master");
    return size % PAGE_BYTES === 0;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "SQLITE_CORRUPT") return false;
    throw error;
  } finally {
    alone.close();
  }
}

/** Pages that the file lacks are in the log when a process died while it was moving them. */
function isWholeWithLog(path: string): boolean {
  const reader = new Connection(path, `${pathToFileURL(path).href}?mode=ro`);
  try {
    return reader.ask("PRAGMA quick_check(1)") === "ok";
  } finally {
    reader.close();
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
