import type { ChildTaskManager, StatusAggregator, TaskOrchestrator } from "@taskloom/interfaces";
import { createBaseOrchestrator, openContainer } from "@taskloom/shared";
import type { OrchestratorContext } from "@taskloom/shared";
import type { CollectionConfig } from "./collection-config.js";
import { createItemChildren } from "./item-children.js";
import { runItems } from "./items-run.js";
import { statusCalculator } from "./status-calculator.js";

export type CollectionOrchestrator = TaskOrchestrator<CollectionConfig> &
  ChildTaskManager<CollectionConfig> &
  StatusAggregator;

/** Runs a child for each item. Without any item left after the filter it completes with `[]`. */
export function createCollectionOrchestrator(context: OrchestratorContext): CollectionOrchestrator {
  const children = createItemChildren(context.store);
  const base = createBaseOrchestrator<CollectionConfig>({
    type: "collection",
    prepareExecution: async (input) => openContainer(input, children, runItems),
  });
  return { ...base, ...children, ...statusCalculator };
}
