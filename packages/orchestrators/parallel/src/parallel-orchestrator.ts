import type { ChildTaskManager, StatusAggregator, TaskOrchestrator } from "@taskloom/interfaces";
import { createBaseOrchestrator, openContainer } from "@taskloom/shared";
import type { OrchestratorContext } from "@taskloom/shared";
import { createChildPreparer } from "./child-preparer.js";
import type { ParallelConfig } from "./parallel-config.js";
import { statusCalculator } from "./status-calculator.js";
import { runByStrategy } from "./strategy.js";

export type ParallelOrchestrator = TaskOrchestrator<ParallelConfig> &
  ChildTaskManager<ParallelConfig> &
  StatusAggregator;

/** Runs its tasks at once, as many as `max_concurrency` allows, and settles by its strategy. */
export function createParallelOrchestrator(context: OrchestratorContext): ParallelOrchestrator {
  const preparer = createChildPreparer(context.store);
  const base = createBaseOrchestrator<ParallelConfig>({
    type: "parallel",
    prepareExecution: async (input) => openContainer(input, preparer, runByStrategy),
  });
  return { ...base, ...preparer, ...statusCalculator };
}
