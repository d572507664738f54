import { createSettlePolicy, resolveWindow } from "@taskloom/shared";
import type { ChildrenRun } from "@taskloom/shared";
import type { ParallelConfig } from "./parallel-config.js";

/** How the children run: `strategy`, `tolerated_failures` and `max_concurrency` with their defaults. */
export function runByStrategy(config: ParallelConfig, childCount: number): ChildrenRun {
  return {
    window: resolveWindow(config.max_concurrency),
    settle: createSettlePolicy(config, childCount),
    collect: "map",
  };
}
