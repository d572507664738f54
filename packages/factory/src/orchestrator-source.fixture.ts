import type { TaskOrchestrator } from "@taskloom/interfaces";
import type { OrchestratorContext } from "@taskloom/shared";
import type { OrchestratorSource } from "./orchestrator-factory.js";

/** An orchestrator that keeps the context that it was made with. */
export interface ContextKeeper extends TaskOrchestrator {
  readonly context: OrchestratorContext;
}

/** A task type whose orchestrators end at once. */
export function createSource(
  type: string,
): OrchestratorSource & { create(context: OrchestratorContext): ContextKeeper } {
  return { type, create: (context) => ({ ...createBareOrchestrator(type), context }) };
}

/** An orchestrator without any capability. */
export function createBareOrchestrator(type: string): TaskOrchestrator {
  return {
    type,
    createState: async () => ({ status: "running", input: null }),
    prepareExecution: async () => ({ kind: "done", status: "completed" }),
    handleResponse: async () => ({ kind: "done", status: "completed" }),
  };
}
