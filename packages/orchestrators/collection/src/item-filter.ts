import type { JsonValue, Scope } from "@taskloom/interfaces";
import { TaskloomError, evaluateCel } from "@taskloom/shared";
import { atItem } from "./at-item.js";
import type { CollectionConfig } from "./collection-config.js";
import { describeForFilter, extendScope } from "./item-variables.js";
import type { SelectedItem } from "./item-variables.js";

/**
 * The items for which `filter` is true, in their order; all of them without a filter.
 * @throws EXPRESSION_* naming the item, also when the filter gives something else than true or false
 */
export function filterItems(
  config: CollectionConfig,
  items: readonly JsonValue[],
  scope: Scope,
): readonly SelectedItem[] {
  const candidates = items.map((item, sourceIndex) => ({ item, sourceIndex }));
  const { filter } = config;
  if (filter === undefined) return candidates;
  return candidates.filter((candidate) => {
    const visible = extendScope(scope, describeForFilter(config, candidate));
    return atItem(candidate.sourceIndex, () => isWanted(filter, visible));
  });
}

function isWanted(filter: string, scope: Scope): boolean {
  const value = evaluateCel(filter, scope);
  if (typeof value === "boolean") return value;
  throw new TaskloomError("EXPRESSION_FAILED", `\`filter\` must be true or false, not ${JSON.stringify(value)}`);
}
