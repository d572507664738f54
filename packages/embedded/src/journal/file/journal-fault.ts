import type { ErrorCode } from "@taskloom/interfaces";
import { isTaskloomError, TaskloomError } from "@taskloom/shared";

type JournalCode = Extract<ErrorCode, `JOURNAL_${string}`>;

const SENTENCES: Readonly<Record<JournalCode, string>> = {
  JOURNAL_CORRUPT: "is damaged, or is not a journal",
  JOURNAL_FULL: "cannot be written: the disk is full",
  JOURNAL_LOCKED: "is locked by another process",
  JOURNAL_READ_ONLY: "cannot be written",
  JOURNAL_TOO_NEW: "was written by a newer version",
  JOURNAL_UNAVAILABLE: "cannot be read or written: its disk reports an error",
};

/** What the codes of the database and of the operating system begin with; the first that fits counts. */
const FAULTS: readonly (readonly [prefix: string, code: JournalCode])[] = [
  ["SQLITE_BUSY", "JOURNAL_LOCKED"],
  ["SQLITE_LOCKED", "JOURNAL_LOCKED"],
  ["SQLITE_PROTOCOL", "JOURNAL_LOCKED"],
  ["SQLITE_FULL", "JOURNAL_FULL"],
  // The index beside the write-ahead log cannot grow.
  ["SQLITE_IOERR_SHMSIZE", "JOURNAL_FULL"],
  ["ENOSPC", "JOURNAL_FULL"],
  ["EDQUOT", "JOURNAL_FULL"],
  ["SQLITE_READONLY", "JOURNAL_READ_ONLY"],
  ["SQLITE_CORRUPT", "JOURNAL_CORRUPT"],
  ["SQLITE_NOTADB", "JOURNAL_CORRUPT"],
  ["SQLITE_IOERR", "JOURNAL_UNAVAILABLE"],
  ["SQLITE_CANTOPEN", "JOURNAL_UNAVAILABLE"],
  ["EIO", "JOURNAL_UNAVAILABLE"],
];

/** An error of the journal at this path, with `details` `{ journal, fault }`. */
export function createJournalFault(code: JournalCode, path: string, cause?: unknown): TaskloomError {
  const details = { journal: path, fault: codeOf(cause) ?? null };
  return new TaskloomError(code, `The journal ${path} ${SENTENCES[code]}.`, { details, cause });
}

/** The journal's error where a call of the database failed for a reason outside our code; else the error itself. */
export function toJournalFault(error: unknown, path: string): unknown {
  if (isTaskloomError(error)) return error;
  // What was written as JSON is read as JSON, unless the file has changed.
  if (error instanceof SyntaxError) return createJournalFault("JOURNAL_CORRUPT", path, error);
  const code = findCode(error);
  return code === undefined ? error : createJournalFault(code, path, error);
}

/** The journal's error where its folder or file cannot be used. */
export function toAccessFault(error: unknown, path: string): TaskloomError {
  return createJournalFault(findCode(error) ?? "JOURNAL_READ_ONLY", path, error);
}

/** Whether another process was in the way, and the same call may succeed later. */
export function isBusy(error: unknown): boolean {
  return findCode(error) === "JOURNAL_LOCKED";
}

/** Whether the file is at fault, or who holds it: not what was asked of it. */
export function isFileFault(error: unknown): boolean {
  return findCode(error) !== undefined;
}

function findCode(error: unknown): JournalCode | undefined {
  const code = codeOf(error);
  return FAULTS.find(([prefix]) => code?.startsWith(prefix))?.[1];
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
