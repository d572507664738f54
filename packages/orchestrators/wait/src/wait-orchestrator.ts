import type { SignalHandler, TaskOrchestrator } from "@taskloom/interfaces";
import { createBaseOrchestrator, finishByResponse } from "@taskloom/shared";
import { openWait } from "./open-wait.js";
import { followProcessor, followSignal } from "./signal-processor.js";
import { validatePayload } from "./signal-validator.js";
import type { WaitConfig } from "./wait-config.js";

export type WaitOrchestrator = TaskOrchestrator<WaitConfig> & SignalHandler<WaitConfig>;

/** Waits for a signal or a time, and judges the signals that it is shown. */
export function createWaitOrchestrator(): WaitOrchestrator {
  const base = createBaseOrchestrator<WaitConfig>({
    type: "wait",
    prepareExecution: openWait,
    handleResponse: (input) =>
      input.response.kind === "children" ? followProcessor(input, input.response) : finishByResponse(input),
  });
  return {
    ...base,
    validateSignal: async (input) => validatePayload(input),
    processSignal: async (input) => followSignal(input),
  };
}
