import { isTaskloomError, TaskloomError } from "@taskloom/shared";

/** FILE_FAILED; `details` are `{ path, reason }`. */
export function createFileFailure(path: string, reason: string, cause?: unknown): TaskloomError {
  return new TaskloomError("FILE_FAILED", `${path}: ${REASONS.get(reason) ?? reason}`, {
    details: { path, reason },
    cause,
  });
}

/**
 * Works on a file.
 * @throws FILE_FAILED for what the file system refuses; the signal's reason when that is aborted
 */
export async function onFile<T>(path: string, signal: AbortSignal, act: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  try {
    return await act();
  } catch (error) {
    signal.throwIfAborted();
    if (isTaskloomError(error)) throw error;
    throw createFileFailure(path, readCode(error) ?? "unknown", error);
  }
}

/** `ENOENT`, for instance. */
export function readCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ["EACCES", "permission denied"],
  ["EISDIR", "it is a folder"],
  ["ENOENT", "there is none"],
  ["ENOSPC", "the disk is full"],
  ["ENOTDIR", "it is no folder, or leads through a file"],
]);
