import type { TaskTypeDefinition } from "@taskloom/shared";
import { aggregateSchema } from "./aggregate-config.js";
import type { AggregateConfig } from "./aggregate-config.js";
import { createAggregateOrchestrator } from "./aggregate-orchestrator.js";

/** The `aggregate` task type. */
export const taskType: TaskTypeDefinition<AggregateConfig> = {
  type: "aggregate",
  configSchema: aggregateSchema,
  children: () => [],
  expressions: () => [],
  effects: () => "none",
  next: () => [],
  signals: () => [],
  create: createAggregateOrchestrator,
};
