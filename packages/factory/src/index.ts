export { asChildTaskManager, asSignalHandler, asStatusAggregator } from "./capabilities.js";
export { createOrchestratorFactory } from "./orchestrator-factory.js";
export type { OrchestratorFactory, OrchestratorSource } from "./orchestrator-factory.js";
