import type { TaskPath } from "@taskloom/interfaces";
import type { TaskView } from "./task-view.js";

/** A document lists at most this many children of one container. */
const MAX_CHILDREN = 1_000;

/** The executions that a document shows, and the containers of which it leaves children out. */
export interface Listing {
  readonly listed: readonly TaskView[];
  readonly truncated: readonly { readonly path: TaskPath; readonly total: number }[];
}

/** Every execution, in the order in which they were created. */
export function listAll(tasks: ReadonlyMap<TaskPath, TaskView>): Listing {
  return { listed: [...tasks.values()], truncated: [] };
}

/** The first 1,000 children of each container; what stands inside a child that is left out is left out too. */
export function listSome(tasks: ReadonlyMap<TaskPath, TaskView>): Listing {
  const counts = new Map<TaskPath, number>();
  const left = new Set<TaskPath>();
  const listed: TaskView[] = [];
  for (const view of tasks.values()) {
    const { path } = view.change;
    const parent = view.change.parent ?? "";
    const count = (counts.get(parent) ?? 0) + 1;
    counts.set(parent, count);
    if (left.has(parent) || (count > MAX_CHILDREN && parent !== "root")) left.add(path);
    else listed.push(view);
  }
  const truncated = [...counts].filter(([path, total]) => total > MAX_CHILDREN && path !== "root" && !left.has(path));
  return { listed, truncated: truncated.map(([path, total]) => ({ path, total })) };
}
