import type { Directive, TaskConfig, TaskOrchestrator, TaskResponse } from "@taskloom/interfaces";
import { createPrepareInput } from "./describe-task-orchestrator-input.js";
import { createMemoryPorts, type MemoryPorts } from "./describe-task-orchestrator-ports.js";
import type { TaskOrchestratorSuite } from "./describe-task-orchestrator-sample.js";

/** A fresh orchestrator with the questions that the suite puts to it. */
export interface Subject<C extends TaskConfig> {
  readonly ports: MemoryPorts;
  readonly orchestrator: TaskOrchestrator<C>;
  prepare(changes?: Partial<TaskConfig>): Promise<Directive>;
  respond(response: TaskResponse, changes?: Partial<TaskConfig>): Promise<Directive>;
  /** The answer to work that succeeded: the first directive where there is nothing to respond to. */
  succeed(changes?: Partial<TaskConfig>): Promise<Directive>;
}

export function createSubject<C extends TaskConfig>({ taskType, sample }: TaskOrchestratorSuite<C>): Subject<C> {
  const ports = createMemoryPorts();
  const orchestrator = taskType.create(ports);
  const ask = (changes?: Partial<TaskConfig>): ReturnType<typeof createPrepareInput<C>> =>
    createPrepareInput({ ...sample.task, ...changes }, { variables: sample.variables ?? {} });
  const prepare: Subject<C>["prepare"] = async (changes) => orchestrator.prepareExecution(ask(changes));
  const respond: Subject<C>["respond"] = async (response, changes) =>
    orchestrator.handleResponse({ ...ask(changes), response });
  const { success } = sample;
  return {
    ports,
    orchestrator,
    prepare,
    respond,
    succeed: async (changes) => (success === undefined ? prepare(changes) : respond(success, changes)),
  };
}
