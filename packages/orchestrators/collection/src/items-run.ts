import { createSettlePolicy, resolveWindow } from "@taskloom/shared";
import type { ChildrenRun } from "@taskloom/shared";
import type { CollectionConfig } from "./collection-config.js";

/** How the children of so many items run: together, one after the other, or batch after batch. */
export function runItems(config: CollectionConfig, childCount: number): ChildrenRun {
  return { ...resolvePace(config), settle: createSettlePolicy(config, childCount), collect: "list" };
}

/** How many items are open at once, and in which batches. */
export function resolvePace({
  mode,
  batch_size,
  max_concurrency,
}: CollectionConfig): Pick<ChildrenRun, "window" | "batch"> {
  const window = resolveWindow(max_concurrency);
  if (mode !== "sequential") return { window };
  if (batch_size === undefined) return { window: 1 };
  return { window: Math.min(window, batch_size), batch: batch_size };
}
