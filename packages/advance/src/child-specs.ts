import type { CountedChildren, RunState, TaskPath, TaskRecord, TaskStore } from "@taskloom/interfaces";
import { loadChildSpec } from "@taskloom/shared";
import { listBranch } from "./branch.js";

/**
 * Completes the records on the way to an execution whose variables are in the store, because their containers have too
 * many children to list them. Gives the containers whose children the store has lost, the outermost first.
 * @throws STORE_UNAVAILABLE
 */
export function loadItems(
  store: TaskStore,
  slice: RunState,
  path: TaskPath,
): readonly TaskPath[] | Promise<readonly TaskPath[]> {
  const incomplete = listBranch(slice, path).filter(
    (record) => record.scope === undefined && record.index !== undefined,
  );
  return incomplete.length === 0 ? [] : loadSpecs(store, slice, incomplete);
}

async function loadSpecs(
  store: TaskStore,
  slice: RunState,
  records: readonly TaskRecord[],
): Promise<readonly TaskPath[]> {
  const missing: TaskPath[] = [];
  for (const record of records) {
    const source = findCountedSource(slice, record);
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
