import type { ChildTaskManager, TaskStore } from "@taskloom/interfaces";
import { createChildSource, createSettlePolicy, nameChildren } from "@taskloom/shared";
import type { ChildrenRun } from "@taskloom/shared";
import type { CompositeConfig } from "./composite-config.js";

/** Makes a child of each of `tasks`, in their order. */
export function createChildSequence(store: TaskStore): ChildTaskManager<CompositeConfig> {
  return {
    prepareChildren: async ({ task, scope }) => nameChildren(task.tasks, scope),
    createChildren: async ({ identity }, children) => createChildSource(store, identity, children),
    getChildrenMetadata: async ({ task }) => ({ count: task.tasks.length, skipped: 0, window: 1 }),
  };
}

/** One after the other, in the order in which they are listed. */
export function runInOrder({ strategy = "fail_fast" }: CompositeConfig, childCount: number): ChildrenRun {
  return { window: 1, settle: createSettlePolicy({ strategy }, childCount), collect: "map" };
}
