export type { CollectionConfig, ItemTask } from "./collection-config.js";
export { createCollectionOrchestrator } from "./collection-orchestrator.js";
export type { CollectionOrchestrator } from "./collection-orchestrator.js";
export { taskType } from "./task-type.js";
