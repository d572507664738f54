import type { DoneDirective, PrepareInput, TaskOrchestrator } from "@taskloom/interfaces";
import { createBaseOrchestrator, finishTask, renderOutputs } from "@taskloom/shared";
import type { AggregateConfig } from "./aggregate-config.js";

/** Renders `outputs`. It has no handler, and ends with its first directive. */
export function createAggregateOrchestrator(): TaskOrchestrator<AggregateConfig> {
  return createBaseOrchestrator<AggregateConfig>({ type: "aggregate", prepareExecution: aggregate });
}

/** `outputs` are the work here, so `output_schema` comes after them. */
function aggregate(input: PrepareInput<AggregateConfig>): DoneDirective {
  const { outputs, ...task } = input.task;
  return finishTask({ ...input, task }, renderOutputs(outputs, input.scope));
}
