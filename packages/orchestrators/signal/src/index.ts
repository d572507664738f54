export type { SignalConfig, SignalFields } from "./signal-config.js";
export { createSignalOrchestrator } from "./signal-orchestrator.js";
export { taskType } from "./task-type.js";
