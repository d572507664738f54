import type { JsonObject } from "@taskloom/interfaces";
import { TaskloomError } from "@taskloom/shared";

export function createItemsError(message: string, details: JsonObject, cause?: unknown): TaskloomError {
  return new TaskloomError("ITEMS_INVALID", message, { details, cause });
}

/** @throws ITEMS_INVALID when there are more items than that */
export function refuseTooMany(count: number, limit: number): void {
  if (count <= limit) return;
  throw createItemsError(`${count} items are more than ${limit}`, { count, limit });
}
