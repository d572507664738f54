import { asSignalHandler, type OrchestratorFactory } from "@taskloom/factory";
import type {
  ExecuteAnswer,
  ExecuteInput,
  TaskConfig,
  TaskExecutionPath,
  TaskOrchestrator,
} from "@taskloom/interfaces";
import { judgeSignal, type OrchestratorContext } from "@taskloom/shared";

/** Makes the path that a call takes: with ports that belong to this call alone. */
export type CreateExecutionPath = (context: OrchestratorContext) => TaskExecutionPath;

/** The path that asks the orchestrator of each task's type. */
export function orchestratorPath(factory: OrchestratorFactory): CreateExecutionPath {
  return (context) => {
    let latest: TaskOrchestrator | undefined;
    const orchestratorOf = ({ type = "" }: TaskConfig): TaskOrchestrator => {
      if (latest?.type !== type) latest = factory.create(type, context);
      return latest;
    };
    return {
      createState: (input) => orchestratorOf(input.task).createState(input),
      execute: (input) => execute(orchestratorOf(input.task), input),
      handleResponse: (input) => orchestratorOf(input.task).handleResponse(input),
    };
  };
}

async function execute(orchestrator: TaskOrchestrator, input: ExecuteInput): Promise<ExecuteAnswer> {
  const { signal } = input;
  if (signal === undefined) return orchestrator.prepareExecution(input);
  const handler = asSignalHandler(orchestrator);
  if (handler === undefined) throw new Error(`task type '${orchestrator.type}' judges no signals`);
  return judgeSignal(handler, { ...input, signal });
}
