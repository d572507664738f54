import { canTransition, computeContainerStatus } from "@taskloom/interfaces";
import type { StatusAggregator } from "@taskloom/interfaces";

/** The status follows from the counters of the children, by the strategy's policy. */
export const statusCalculator: StatusAggregator = {
  calculateStatus: computeContainerStatus,
  shouldUpdateStatus: canTransition,
};
