import type { JsonObject } from "@taskloom/interfaces";
import { TaskloomError } from "@taskloom/shared";

/** Items of one collection, before the filter. */
const ITEMS_AT_MOST = 100_000;

export function createItemsError(message: string, details: JsonObject, cause?: unknown): TaskloomError {
  return new TaskloomError("ITEMS_INVALID", message, { details, cause });
}

/** @throws ITEMS_INVALID when there are more than 100,000 */
export function refuseTooMany(count: number): void {
  if (count <= ITEMS_AT_MOST) return;
  throw createItemsError(`${count} items are more than ${ITEMS_AT_MOST}`, { count, limit: ITEMS_AT_MOST });
}
