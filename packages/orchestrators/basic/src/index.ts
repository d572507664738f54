export type { BasicConfig } from "./basic-config.js";
export { createBasicOrchestrator } from "./basic-orchestrator.js";
export { taskType } from "./task-type.js";
