import type { ChildSpec, KeptSignal, PrepareInput, StepId } from "@taskloom/interfaces";
import { describeSignal, renderChildId } from "@taskloom/shared";
import type { Processor, WaitConfig } from "./wait-config.js";

/** The step id of a processor without an id of its own. */
export function nameProcessorStep(wait: StepId): StepId {
  return `${wait}/processor`;
}

/** The processor as a child that sees the signal. */
export function createProcessorChild(
  { identity, scope }: PrepareInput<WaitConfig>,
  { id }: Processor,
  signal: KeptSignal,
): ChildSpec {
  return {
    step: id ?? nameProcessorStep(identity.step),
    id: id === undefined ? "processor" : renderChildId(id, scope),
    segment: "processor",
    scope: { signal: describeSignal(signal) },
  };
}
