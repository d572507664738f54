import type { EventBatch, Plan, RunChange, RunState, RunUpdate } from "@taskloom/interfaces";
import { indexPlan, reduce, type Observer } from "@taskloom/interpreter";

/** A batch of a run's recorded events, which are numbered from 1 on. */
export interface NumberedBatch extends EventBatch {
  /** Number of the first event. */
  readonly firstSeq: number;
}

/** Folds the events of a batch that the state has not seen into it. `observe` is told of each change, in order. */
export function foldBatch(
  plan: Plan,
  state: RunState,
  { at, events, firstSeq }: NumberedBatch,
  observe?: Observer,
): void {
  const index = indexPlan(plan);
  for (const event of events.slice(state.seq + 1 - firstSeq)) reduce(index, state, event, at, observe);
}

/** The same, one event at a time: an event is folded when its update is asked for. */
export function* foldWithChanges(
  plan: Plan,
  state: RunState,
  { at, events, firstSeq }: NumberedBatch,
): Generator<RunUpdate> {
  const index = indexPlan(plan);
  for (const event of events.slice(state.seq + 1 - firstSeq)) {
    const changes: RunChange[] = [];
    reduce(index, state, event, at, (change) => changes.push(change));
    yield { seq: state.seq, event, changes };
  }
}
