export { createEngine } from "./create-engine.js";
export type { CreateEngineOptions, WorkflowEngine } from "./create-engine.js";
export type {
  CompiledDefinition,
  Handler,
  HandlerContext,
  HandlerLog,
  HandlerProgress,
  JsonObject,
  JsonValue,
  RunDocument,
  TaskDocument,
} from "@taskloom/interfaces";
export {
  defineHandler,
  defineHandlers,
  defineWorkflow,
  NonRetryableError,
  TaskError,
  type HandlerDefinition,
  type TaskErrorOptions,
  type WorkflowDefinition,
} from "@taskloom/shared";
