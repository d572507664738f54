import type { DoneDirective, PrepareInput, TaskOrchestrator } from "@taskloom/interfaces";
import { createBaseOrchestrator, finishTask } from "@taskloom/shared";
import type { OrchestratorContext } from "@taskloom/shared";
import { createOutgoingSignal } from "./outgoing-signal.js";
import type { SignalConfig } from "./signal-config.js";

/** Sends the signal while it prepares, and ends with its first directive. What the sender throws is passed on. */
export function createSignalOrchestrator(context: OrchestratorContext): TaskOrchestrator<SignalConfig> {
  return createBaseOrchestrator<SignalConfig>({
    type: "signal",
    prepareExecution: async (input) => send(context, input),
  });
}

async function send(context: OrchestratorContext, input: PrepareInput<SignalConfig>): Promise<DoneDirective> {
  const signal = createOutgoingSignal(input);
  // Before the sending: a sender that throws may have reached some of the runs.
  context.done.signalSent = true;
  const { delivered, started } = await context.signals.send(signal);
  return finishTask(input, { signal_id: signal.id, delivered, started });
}
