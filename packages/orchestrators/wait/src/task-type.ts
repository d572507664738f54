import type { ExpressionSite, NestedTask, TaskTypeDefinition } from "@taskloom/shared";
import { nameProcessorStep } from "./processor.js";
import { checkWait } from "./wait-check.js";
import { waitSchema } from "./wait-config.js";
import type { WaitConfig } from "./wait-config.js";
import { createWaitOrchestrator } from "./wait-orchestrator.js";

/** The `wait` task type. */
export const taskType: TaskTypeDefinition<WaitConfig> = {
  type: "wait",
  configSchema: waitSchema,
  children: listProcessor,
  expressions: listExpressions,
  effects: () => "wait",
  next: ({ on_timeout: onTimeout }) =>
    onTimeout === undefined ? [] : [{ pointer: ["on_timeout", "next"], to: onTimeout.next }],
  signals: ({ wait_for: name }) => (name === undefined ? [] : [name]),
  outputVariables: ["signal", "processor"],
  check: checkWait,
  create: createWaitOrchestrator,
};

function listProcessor({ id, processor }: WaitConfig): readonly NestedTask[] {
  if (processor === undefined) return [];
  return [{ task: processor, pointer: ["processor"], names: ["signal"], defaultId: nameProcessorStep(id) }];
}

function listExpressions({ until, correlation_id, condition, processor }: WaitConfig): readonly ExpressionSite[] {
  const templates = Object.entries({ until, correlation_id }).map(([key, value]): ExpressionSite => {
    return { pointer: [key], kind: "template", value };
  });
  const variables = processor === undefined ? ["signal"] : ["signal", "processor"];
  const sites: readonly ExpressionSite[] = [
    ...templates,
    { pointer: ["condition"], kind: "cel", value: condition, variables },
  ];
  return sites.filter(({ value }) => value !== undefined);
}
