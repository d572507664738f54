import type { ChildTaskManager, StatusAggregator, TaskOrchestrator } from "@taskloom/interfaces";
import { createBaseOrchestrator, openContainer } from "@taskloom/shared";
import type { OrchestratorContext } from "@taskloom/shared";
import { createChildSequence, runInOrder } from "./child-sequence.js";
import type { CompositeConfig } from "./composite-config.js";
import { statusCalculator } from "./status-calculator.js";

export type CompositeOrchestrator = TaskOrchestrator<CompositeConfig> &
  ChildTaskManager<CompositeConfig> &
  StatusAggregator;

/** Runs its tasks in order. Without any it completes with `{}`. */
export function createCompositeOrchestrator(context: OrchestratorContext): CompositeOrchestrator {
  const sequence = createChildSequence(context.store);
  const base = createBaseOrchestrator<CompositeConfig>({
    type: "composite",
    prepareExecution: async (input) => openContainer(input, sequence, runInOrder),
  });
  return { ...base, ...sequence, ...statusCalculator };
}
