import type { CountedChildren, RunState, TaskPath, TaskRecord, TaskStore } from "@taskloom/interfaces";
import { loadChildSpec } from "@taskloom/shared";
import { listBranch } from "./branch.js";

/**
 * Completes the records on the way to an execution whose variables are in the store, because their containers have too
 * many children to list them. Gives the containers whose children the store has lost, the outermost first.
 * @throws STORE_UNAVAILABLE
 */
export async function loadItems(store: TaskStore, slice: RunState, path: TaskPath): Promise<readonly TaskPath[]> {
  const missing: TaskPath[] = [];
  for (const record of listBranch(slice, path)) {
    const source = record.scope === undefined ? findCountedSource(slice, record) : undefined;
    if (source === undefined || record.parent === null) continue;
    const spec = await loadChildSpec(store, source, Number(record.index));
    if (spec === undefined) missing.push(record.parent);
    else Object.assign(record, { id: spec.id, scope: spec.scope ?? {} });
  }
  return missing;
}

/** Where the specification of a container's child is; undefined where the state has it. */
export function findCountedSource(slice: RunState, { parent, index }: TaskRecord): CountedChildren | undefined {
  const frame = index === undefined ? undefined : slice.tasks[parent ?? ""]?.frame;
  if (frame?.kind !== "children" || "children" in frame.directive.source) return undefined;
  return frame.directive.source;
}
