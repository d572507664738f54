export type { CompositeConfig } from "./composite-config.js";
export { createCompositeOrchestrator } from "./composite-orchestrator.js";
export type { CompositeOrchestrator } from "./composite-orchestrator.js";
export { taskType } from "./task-type.js";
