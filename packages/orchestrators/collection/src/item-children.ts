import type { ChildTaskManager, PrepareInput, TaskStore } from "@taskloom/interfaces";
import { createChildSource, renderValue } from "@taskloom/shared";
import { buildChildren } from "./child-builder.js";
import type { CollectionConfig } from "./collection-config.js";
import { expandItems } from "./item-expander.js";
import { filterItems } from "./item-filter.js";
import type { SelectedItem } from "./item-variables.js";
import { resolvePace } from "./items-run.js";

/** Makes a child of each item that the filter lets through. */
export function createItemChildren(store: TaskStore): ChildTaskManager<CollectionConfig> {
  let latest: { readonly input: PrepareInput<CollectionConfig>; readonly selection: Selection } | undefined;
  // The filter of many items takes long: whoever asks about them again is told what was found.
  const select = (input: PrepareInput<CollectionConfig>): Selection => {
    if (latest?.input !== input) latest = { input, selection: selectItems(input) };
    return latest.selection;
  };
  return {
    prepareChildren: async (input) => buildChildren(input, select(input).selected),
    createChildren: async ({ identity }, children) => createChildSource(store, identity, children),
    getChildrenMetadata: async (input) => {
      const { total, selected } = select(input);
      return { count: selected.length, skipped: total - selected.length, ...resolvePace(input.task) };
    },
  };
}

function selectItems({ task, scope }: PrepareInput<CollectionConfig>): Selection {
  const items = expandItems(renderValue(task.items, scope), scope.limits?.items);
  return { total: items.length, selected: filterItems(task, items, scope) };
}

interface Selection {
  readonly total: number;
  readonly selected: readonly SelectedItem[];
}
