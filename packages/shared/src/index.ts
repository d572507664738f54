export { defineHandler } from "./authoring/define-handler.js";
export type { HandlerDefinition } from "./authoring/define-handler.js";
export { defineHandlers } from "./authoring/define-handlers.js";
export type { HandlerEntry } from "./authoring/define-handlers.js";
export { defineWorkflow } from "./authoring/define-workflow.js";
export type { ActionOf, WorkflowDefinition, WorkflowTask } from "./authoring/define-workflow.js";
export { NonRetryableError, TaskError } from "./authoring/task-errors.js";
export type { TaskErrorOptions } from "./authoring/task-errors.js";
export type { StandardSchema, ValueOf, ValueSchema } from "./authoring/value-schema.js";
export { assertUniqueChildIds, nameChildren, renderChildId } from "./children/child-id.js";
export { createChildSource, loadChildSpec } from "./children/children-source.js";
export { openContainer } from "./children/open-container.js";
export type { ChildrenRun } from "./children/open-container.js";
export { checkTolerance, createSettlePolicy } from "./children/settle-strategy.js";
export type { SettleKeys } from "./children/settle-strategy.js";
export { resolveWindow } from "./children/window.js";
export { prepareRunInput } from "./definition/check-input.js";
export { buildDefinitionSchema } from "./definition/definition-schema.js";
export type { DefinitionSchema } from "./definition/definition-schema.js";
export { hasErrors } from "./definition/diagnostic.js";
export type { Diagnostic, Severity } from "./definition/diagnostic.js";
export {
  attemptFields,
  cel,
  customName,
  duration,
  ID_PATTERN,
  jsonSchema,
  nestedTask,
  strategy,
  template,
  templateMap,
  toleratedFailures,
} from "./definition/fields.js";
export { findNearest } from "./definition/nearest.js";
export { parseDuration } from "./duration.js";
export { formatDiagnostic } from "./definition/format-diagnostic.js";
export { loadDefinition } from "./definition/load-definition.js";
export type { DefinitionSource, LoadedDefinition, LoadOptions } from "./definition/load-definition.js";
export type { TaskTypeOptions } from "./definition/open-definition.js";
export type { CheckPlan, PlanFault } from "./definition/plan-fault.js";
export type { WorkflowConfig } from "./definition/workflow-schema.js";
export { isTaskloomError, TaskloomError, toTaskError } from "./errors/taskloom-error.js";
export type { TaskloomErrorOptions } from "./errors/taskloom-error.js";
export { readAction } from "./model/read-action.js";
export type { OrchestratorContext, OrchestratorLog, SideEffects } from "./model/orchestrator-context.js";
export type {
  ConfigProblem,
  ExpressionSite,
  NestedTask,
  Pointer,
  TaskTypeDefinition,
  TransitionSite,
} from "./model/task-type.js";
export { createBaseOrchestrator } from "./orchestrator/base-orchestrator.js";
export type { OrchestratorParts } from "./orchestrator/base-orchestrator.js";
export { createTaskState } from "./orchestrator/create-task-state.js";
export { describeSignal } from "./orchestrator/describe-signal.js";
export { evaluateCel, findSecretNames, renderValue } from "./orchestrator/evaluate.js";
export { describeChildren, finishByResponse } from "./orchestrator/finish-by-response.js";
export { failTask, finishTask } from "./orchestrator/finish-task.js";
export { answerSignal, judgeSignal } from "./orchestrator/judge-signal.js";
export { renderOutputs } from "./orchestrator/render-outputs.js";
export { renderText } from "./orchestrator/render-text.js";
export { runOnlyChild } from "./orchestrator/run-only-child.js";
export { checkSchema } from "./orchestrator/schema-check.js";
export { shapesOutput } from "./orchestrator/shapes-output.js";
export { nameKind } from "./orchestrator/value-kind.js";
export { describeGraph } from "./plan/graph.js";
export type { GraphEdge, GraphNode, WorkflowGraph } from "./plan/graph.js";
export { indexDefinition } from "./plan/index-definition.js";
export type { DefinitionIndex } from "./plan/index-definition.js";
export { renderDot } from "./plan/render-dot.js";
export { renderMermaid } from "./plan/render-mermaid.js";
export { createDefinitionJsonSchema } from "./schema/definition-json-schema.js";
export { compileSchema } from "./schema/json-schema.js";
export type { CompiledSchema, Misfit } from "./schema/json-schema.js";
export { createBlobLost } from "./storage/blob-lost.js";
export { createBlobRef } from "./storage/blob-ref.js";
export { createMemoryBlobs } from "./storage/memory-blobs.js";
export type { MemoryBlobsOptions } from "./storage/memory-blobs.js";
export { createMemoryLog } from "./storage/memory-log.js";
export type { MemoryLogOptions } from "./storage/memory-log.js";
export { createMemoryStore } from "./storage/memory-store.js";
export type { MemoryStoreOptions } from "./storage/memory-store.js";
export { createNoBlobs } from "./storage/no-blobs.js";
