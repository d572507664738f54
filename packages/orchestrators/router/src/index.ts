export type { Route, RouterConfig } from "./router-config.js";
export { createRouterOrchestrator } from "./router-orchestrator.js";
export { taskType } from "./task-type.js";
