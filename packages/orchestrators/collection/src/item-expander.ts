import { DEFAULT_RUN_LIMITS, type JsonObject, type JsonValue } from "@taskloom/interfaces";
import { evaluateCel, isTaskloomError } from "@taskloom/shared";
import { createItemsError, refuseTooMany } from "./items-error.js";
import { expandRange } from "./range.js";

/**
 * The items that a value stands for: those of a list; `{ key, value }` of a map, sorted by key; those of JSON text that
 * holds a list or a map; those of a range.
 * @throws ITEMS_INVALID for anything else, and for more items than `limit`, which is 100,000 by default
 */
export function expandItems(value: JsonValue, limit: number = DEFAULT_RUN_LIMITS.items): readonly JsonValue[] {
  const items = typeof value === "string" ? expandText(value.trim(), limit) : listMembers(value);
  refuseTooMany(items.length, limit);
  return items;
}

function expandText(text: string, limit: number): readonly JsonValue[] {
  return expandRange(text, limit) ?? listMembers(parseItems(text));
}

/** As the language's `parseJson` reads it, with the limits of expressions. */
function parseItems(text: string): JsonValue {
  try {
    return evaluateCel("parseJson(text)", { now: 0, variables: { text } });
  } catch (error) {
    if (!isTaskloomError(error)) throw error;
    const details = { text: text.slice(0, 200), reason: error.details };
    throw createItemsError("the text is neither a range such as `1..5` nor JSON that can be read", details, error);
  }
}

function listMembers(value: JsonValue): readonly JsonValue[] {
  if (isList(value)) return value;
  if (typeof value === "object" && value !== null) return listEntries(value);
  const found = value === null ? "null" : typeof value;
  throw createItemsError(`items must be a list, a map, JSON text of one, or a range, not ${found}`, { found });
}

/** Sorted by code units, so that every machine sorts alike. */
function listEntries(map: JsonObject): readonly JsonObject[] {
  return Object.entries(map)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, value]) => ({ key, value }));
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
