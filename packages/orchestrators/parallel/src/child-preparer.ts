import type { ChildTaskManager, TaskStore } from "@taskloom/interfaces";
import { createChildSource, nameChildren, resolveWindow } from "@taskloom/shared";
import type { ParallelConfig } from "./parallel-config.js";

/** Makes a child of each of `tasks`. */
export function createChildPreparer(store: TaskStore): ChildTaskManager<ParallelConfig> {
  return {
    prepareChildren: async ({ task, scope }) => nameChildren(task.tasks, scope),
    createChildren: async ({ identity }, children) => createChildSource(store, identity, children),
    getChildrenMetadata: async ({ task }) => {
      return { count: task.tasks.length, skipped: 0, window: resolveWindow(task.max_concurrency) };
    },
  };
}
