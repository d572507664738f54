import type { KnownDefinition } from "@taskloom/advance";
import type { CompiledDefinition, RunStart, RunState, RunUpdate } from "@taskloom/interfaces";
import { createRunState, type Observer } from "@taskloom/interpreter";
import { foldBatch, foldWithChanges, type NumberedBatch } from "./fold-batch.js";

/** A run as those see it who only read what was recorded of it. Batches come in order; events that it has seen are passed over. */
export interface RunFold {
  /** After the last event that was folded; the same object all the time. */
  readonly state: RunState;
  /** Folds a batch. `observe` is told of each change, in order. */
  readonly fold: (batch: NumberedBatch, observe?: Observer) => void;
  /** Folds a batch event by event, as the updates are asked for. */
  readonly updates: (batch: NumberedBatch) => Generator<RunUpdate>;
}

/** A run before its first event, or as it was after some of them. The definition is that of the start's hash. */
export function createRunFold(
  definition: CompiledDefinition | KnownDefinition,
  start: RunStart,
  state: RunState = createRunState(start),
): RunFold {
  const { plan } = "compiled" in definition ? definition.compiled : definition;
  return {
    state,
    fold: (batch, observe) => foldBatch(plan, state, batch, observe),
    updates: (batch) => foldWithChanges(plan, state, batch),
  };
}
