export type { ParallelConfig } from "./parallel-config.js";
export { createParallelOrchestrator } from "./parallel-orchestrator.js";
export type { ParallelOrchestrator } from "./parallel-orchestrator.js";
export { taskType } from "./task-type.js";
