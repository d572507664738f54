import { DIGEST_FUNCTIONS } from "./digest-functions.js";
import type { ExpressionFunction } from "./function.js";
import { JSON_FUNCTIONS } from "./json-functions.js";
import { LIST_FUNCTIONS } from "./list-functions.js";
import { MAP_FUNCTIONS } from "./map-functions.js";
import { TEXT_FUNCTIONS } from "./text-functions.js";
import { VALUE_FUNCTIONS } from "./value-functions.js";

const TABLE: ReadonlyMap<string, ExpressionFunction> = new Map(
  [DIGEST_FUNCTIONS, JSON_FUNCTIONS, LIST_FUNCTIONS, MAP_FUNCTIONS, TEXT_FUNCTIONS, VALUE_FUNCTIONS].flatMap((group) =>
    Object.entries(group),
  ),
);

/** The function of ours for that many arguments. */
export function findFunction(name: string, argumentCount: number): ExpressionFunction | undefined {
  const entry = TABLE.get(name);
  if (entry === undefined || argumentCount < entry.minimum || argumentCount > entry.maximum) return undefined;
  return entry;
}

/** Names of our functions. */
export function listFunctions(): string[] {
  return [...TABLE.keys()];
}
