export type { AggregateConfig } from "./aggregate-config.js";
export { createAggregateOrchestrator } from "./aggregate-orchestrator.js";
export { taskType } from "./task-type.js";
