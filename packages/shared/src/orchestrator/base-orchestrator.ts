import type { Directive, HandleResponseInput, PrepareInput, TaskConfig, TaskOrchestrator } from "@taskloom/interfaces";
import { createTaskState } from "./create-task-state.js";
import { finishByResponse } from "./finish-by-response.js";

/** What a type brings; all else is common. */
export interface OrchestratorParts<C extends TaskConfig> {
  readonly type: string;
  /** Says what the task does first. */
  prepareExecution(input: PrepareInput<C>): Promise<Directive> | Directive;
  /** Where the type does something of its own with what its work brought. */
  handleResponse?(input: HandleResponseInput<C>): Promise<Directive> | Directive;
}

/** An orchestrator with the behaviour that all types share: `if`, `with`, schemas, `outputs`, errors as they came. */
export function createBaseOrchestrator<C extends TaskConfig>(parts: OrchestratorParts<C>): TaskOrchestrator<C> {
  return {
    type: parts.type,
    createState: async (input) => createTaskState(input),
    prepareExecution: async (input) => parts.prepareExecution(input),
    handleResponse: async (input) => parts.handleResponse?.(input) ?? finishByResponse(input),
  };
}
