import type { ContainerCounts, ContainerStatus, SettlePolicy } from "./settle-policy.js";
import type { TaskStatus } from "./status.js";

/** What containers can do besides: say how their status follows from their children. */
export interface StatusAggregator {
  /** Equal to `computeContainerStatus` for the type's policies. */
  calculateStatus(policy: SettlePolicy, counts: ContainerCounts): ContainerStatus;
  /** Whether the container's status has to change. */
  shouldUpdateStatus(current: TaskStatus, next: TaskStatus): boolean;
}
