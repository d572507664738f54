import type { RunDocument, StepId, TaskPath, TaskStatus } from "@taskloom/interfaces";
import type { GraphNode, WorkflowGraph } from "@taskloom/shared";

/** What happened to each task of a definition in a run; of a task that ran several times, what matters most. */
export function findStepStatuses(graph: WorkflowGraph, run: RunDocument): ReadonlyMap<StepId, TaskStatus> {
  const steps = new Map<TaskPath, StepId>();
  const statuses = new Map<StepId, TaskStatus>();
  for (const { path, id, parent, status } of run.tasks) {
    const step = findStep(graph.nodes, id, parent === null ? null : steps.get(parent));
    if (step === undefined) continue;
    steps.set(path, step);
    const known = statuses.get(step);
    if (known === undefined || WEIGHTS.indexOf(status) > WEIGHTS.indexOf(known)) statuses.set(step, status);
  }
  return statuses;
}

/** The heavier one is shown. */
const WEIGHTS: readonly TaskStatus[] = [
  "pending",
  "skipped",
  "canceled",
  "completed",
  "paused",
  "waiting",
  "running",
  "timed_out",
  "failed",
];

/** A task inside an item may have another id than its step: then it is the only one there. */
function findStep(nodes: readonly GraphNode[], id: string, parent: StepId | null | undefined): StepId | undefined {
  const inside = nodes.filter((node) => node.parent === parent);
  const named = inside.find((node) => node.id === id) ?? nodes.find((node) => node.id === id);
  return (named ?? (inside.length === 1 ? inside[0] : undefined))?.id;
}
