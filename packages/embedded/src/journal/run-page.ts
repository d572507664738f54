import type { PageRequest } from "@taskloom/interfaces";
import { TaskloomError } from "@taskloom/shared";

/** Where a run stands in a list: the newest first, and of those that started together the one added last. */
export interface ListPosition {
  readonly startedAt: number;
  /** Order in which runs were added. */
  readonly ordinal: number;
}

export interface ResolvedPageRequest {
  readonly limit: number;
  /** Only runs that come after this position. */
  readonly after: ListPosition | undefined;
}

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 1_000;

/** @throws REQUEST_INVALID */
export function resolvePageRequest({ limit = DEFAULT_LIMIT, cursor }: PageRequest): ResolvedPageRequest {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
    throw new TaskloomError("REQUEST_INVALID", `A page has 1 to ${MAX_LIMIT} runs, not ${limit}.`);
  return { limit, after: cursor === undefined ? undefined : readCursor(cursor) };
}

/** The cursor of the page that follows the run at this position. */
export function writeCursor({ startedAt, ordinal }: ListPosition): string {
  return Buffer.from(JSON.stringify([startedAt, ordinal])).toString("base64url");
}

function readCursor(cursor: string): ListPosition {
  const [startedAt, ordinal] = parseList(Buffer.from(cursor, "base64url").toString());
  if (Number.isInteger(startedAt) && Number.isInteger(ordinal))
    return { startedAt: Number(startedAt), ordinal: Number(ordinal) };
  throw new TaskloomError("REQUEST_INVALID", "The cursor is not one that a page of runs gave.");
}

function parseList(text: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}
