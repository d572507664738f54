export { taskType } from "./task-type.js";
export type { Processor, WaitConfig } from "./wait-config.js";
export { createWaitOrchestrator } from "./wait-orchestrator.js";
export type { WaitOrchestrator } from "./wait-orchestrator.js";
