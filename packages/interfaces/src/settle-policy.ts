import type { TerminalStatus } from "./status.js";

/** When a container ends, how, and what becomes of the children that are still open then. */
export interface SettlePolicy {
  /**
   * What makes the container complete: `all` — none failed (tolerated ones apart); `any` — at least one
   * completed, or none failed; `first` — one completed, or none failed.
   */
  readonly succeed: "all" | "any" | "first";
  /** The child event after which the container ends early. Without it: when all children are terminal. */
  readonly stopOn?: "failure" | "success" | "end";
  /** Whether children still running at an early end are cancelled. */
  readonly cancelLosers: boolean;
  /** Whether an early end waits until the children still running have ended. */
  readonly waitForLosers: boolean;
  /** How many failures `succeed: "all"` overlooks. Default 0. */
  readonly toleratedFailures?: number;
  /** The order in which children start. */
  readonly order: "listed" | "by_id_text";
}

/** How many children of a container are in which state. The counts add up to `total`. */
export interface ContainerCounts {
  readonly total: number;
  readonly pending: number;
  /** Running, waiting or paused. */
  readonly running: number;
  readonly completed: number;
  /** Failed or timed out. */
  readonly failed: number;
  readonly canceled: number;
  readonly skipped: number;
}

/** Progress as documents show it: the counts and two rates between 0 and 1. */
export interface ContainerProgress extends ContainerCounts {
  readonly completion_rate: number;
  readonly failure_rate: number;
}

/** `running`, or how the container ends given its children so far. */
export type ContainerStatus = "running" | Extract<TerminalStatus, "completed" | "failed">;

/**
 * The status of a container, from its counters alone, in O(1).
 * The reducer calls it after every child event; status aggregators delegate to it.
 */
export function computeContainerStatus(policy: SettlePolicy, counts: ContainerCounts): ContainerStatus {
  const open = counts.pending + counts.running;
  if (open > 0 && !stopsEarly(policy, counts)) return "running";
  return succeeds(policy, counts) ? "completed" : "failed";
}

/** Whether the policy's `stopOn` has happened. */
export function stopsEarly(policy: SettlePolicy, counts: ContainerCounts): boolean {
  switch (policy.stopOn) {
    case "failure":
      return counts.failed > (policy.toleratedFailures ?? 0);
    case "success":
      return counts.completed > 0;
    case "end":
      return counts.completed + counts.failed > 0;
    default:
      return false;
  }
}

function succeeds(policy: SettlePolicy, counts: ContainerCounts): boolean {
  if (policy.succeed === "all") return counts.failed <= (policy.toleratedFailures ?? 0);
  return counts.completed > 0 || counts.failed === 0;
}

/** The counts with their rates; an empty container is complete. */
export function computeProgress(counts: ContainerCounts): ContainerProgress {
  const rate = (part: number): number => (counts.total === 0 ? 0 : part / counts.total);
  const ended = counts.completed + counts.failed + counts.canceled + counts.skipped;
  return {
    ...counts,
    completion_rate: counts.total === 0 ? 1 : rate(ended),
    failure_rate: rate(counts.failed),
  };
}
