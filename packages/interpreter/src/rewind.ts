import type { EventBatch, RunEvent, RunStart, TaskPath } from "@taskloom/interfaces";
import { createRunState } from "./create-run-state.js";
import type { PlanIndex } from "./plan-index.js";
import { reduce } from "./reduce.js";

/**
 * The events with which a new run begins that repeats another from one execution on: those of the other up to the
 * creation of that execution, and a last batch at `at` that makes a new beginning of it (see `beginAgain`): a pause is
 * over, and signals that arrived later are received again, in order. Undefined when the run never executed that path.
 */
export function rewind(
  index: PlanIndex,
  start: RunStart,
  batches: readonly EventBatch[],
  path: TaskPath,
  at: number,
): readonly EventBatch[] | undefined {
  const recorded = batches.flatMap((batch) => batch.events.map((event) => ({ at: batch.at, event })));
  const created = findCreation(index, start, recorded, path);
  if (created === undefined) return undefined;
  const { position, at: createdAt } = created;
  const later = recorded.slice(position + 1).map(({ event }) => event);
  const again: RunEvent[] = [
    { kind: "run_rewound", by: at - createdAt },
    { kind: "resume_requested", requestId: "rewound" },
    ...later.filter(({ kind }) => kind === "signal_received"),
  ];
  const before = recorded.slice(0, position + 1);
  return [...before.map((one) => ({ at: one.at, events: [one.event] })), { at, events: again }];
}

interface Recorded {
  readonly at: number;
  readonly event: RunEvent;
}

/** The event that creates the path: where it stands, and when it was recorded. */
function findCreation(
  index: PlanIndex,
  start: RunStart,
  recorded: readonly Recorded[],
  path: TaskPath,
): { readonly position: number; readonly at: number } | undefined {
  const state = createRunState(start);
  for (const [position, { at, event }] of recorded.entries()) {
    reduce(index, state, event, at);
    if (state.status !== "pending" && state.tasks[path] !== undefined) return { position, at };
  }
  return undefined;
}
