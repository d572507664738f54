import type {
  ChildrenResponse,
  Directive,
  JsonObject,
  KeptSignal,
  PrepareInput,
  SignalInput,
  TaskError,
} from "@taskloom/interfaces";
import { describeSignal, failTask, finishTask, runOnlyChild, TaskloomError } from "@taskloom/shared";
import { openWait } from "./open-wait.js";
import { createProcessorChild } from "./processor.js";
import { meetsCondition } from "./signal-condition.js";
import type { WaitConfig } from "./wait-config.js";

/**
 * What follows from a signal whose payload fits: its processor, or else what the condition says.
 * @throws SIGNAL_INVALID when the condition cannot be evaluated
 */
export function followSignal(input: SignalInput<WaitConfig>): Directive {
  const { task, signal } = input;
  if (task.processor === undefined) return decide(input, { signal: describeSignal(signal) });
  return runOnlyChild(createProcessorChild(input, task.processor, signal), "at_end");
}

/**
 * What follows from a processor that has ended.
 * @throws SIGNAL_INVALID when the condition cannot be evaluated
 */
export function followProcessor(input: PrepareInput<WaitConfig>, response: ChildrenResponse): Directive {
  if (response.error !== undefined) return failTask("failed", wrapError(input, response.error));
  const signal = describeSignal(findSignal(response));
  return decide(input, { signal, processor: { output: response.output } });
}

/** Takes the signal, or waits on. */
function decide(input: PrepareInput<WaitConfig>, taken: JsonObject): Directive {
  return meetsCondition(input, taken) ? finishTask(input, taken, taken) : openWait(input);
}

function findSignal({ signal }: ChildrenResponse): KeptSignal {
  if (signal === undefined) throw new TaskloomError("BUG", "a processor has ended without a signal");
  return signal;
}

function wrapError({ identity }: PrepareInput, error: TaskError): TaskError {
  return {
    code: "PROCESSOR_FAILED",
    type: "PROCESSOR_FAILED",
    message: `the processor of '${identity.id}' failed: ${error.message}`,
    details: { error: { ...error } },
    task: identity.path,
  };
}
