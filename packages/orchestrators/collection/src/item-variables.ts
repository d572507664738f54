import type { JsonObject, JsonValue, Scope } from "@taskloom/interfaces";
import type { ConfigProblem } from "@taskloom/shared";
import type { CollectionConfig } from "./collection-config.js";

/** An item that the filter let through. */
export interface SelectedItem {
  readonly item: JsonValue;
  /** Its position before the filter. */
  readonly sourceIndex: number;
}

const OWN_NAMES = ["item", "source_index", "index"];

type NameKeys = Pick<CollectionConfig, "item_var" | "index_var">;

/** The names that the filter can use besides those of the collection's place. */
export function listFilterNames({ item_var }: NameKeys): readonly string[] {
  return ["item", "source_index", ...(item_var === undefined ? [] : [item_var])];
}

/** The names that the tasks of an item can use besides. */
export function listItemNames(config: NameKeys): readonly string[] {
  const { index_var } = config;
  return [...listFilterNames(config), "index", ...(index_var === undefined ? [] : [index_var])];
}

/** What the filter sees of an item. */
export function describeForFilter({ item_var }: NameKeys, { item, sourceIndex }: SelectedItem): JsonObject {
  const variables = { item, source_index: sourceIndex };
  return item_var === undefined ? variables : { ...variables, [item_var]: item };
}

/** What the tasks of an item see of it: `index` counts after the filter, `source_index` before. */
export function describeItem(config: NameKeys, selected: SelectedItem, index: number): JsonObject {
  const variables = { ...describeForFilter(config, selected), index };
  return config.index_var === undefined ? variables : { ...variables, [config.index_var]: index };
}

/** The scope with further variables. */
export function extendScope(scope: Scope, added: JsonObject): Scope {
  return { ...scope, variables: { ...scope.variables, ...added } };
}

/** NAME_RESERVED when a custom name hides another of the item's names. */
export function checkNames({ item_var, index_var }: NameKeys): readonly ConfigProblem[] {
  return [
    ...checkName("item_var", item_var, OWN_NAMES),
    ...checkName("index_var", index_var, [...OWN_NAMES, item_var]),
  ];
}

function checkName(
  key: keyof NameKeys,
  name: string | undefined,
  taken: readonly (string | undefined)[],
): readonly ConfigProblem[] {
  if (name === undefined || !taken.includes(name)) return [];
  return [{ pointer: [key], code: "NAME_RESERVED", message: `\`${key}: ${name}\` hides another name of the item` }];
}
