import type { ContainerCounts, TerminalStatus } from "@taskloom/interfaces";

type Count = Exclude<keyof ContainerCounts, "total">;

const COUNT_OF: Readonly<Record<TerminalStatus, Count>> = {
  completed: "completed",
  failed: "failed",
  timed_out: "failed",
  canceled: "canceled",
  skipped: "skipped",
};

export function createCounts(total: number): ContainerCounts {
  return { total, pending: total, running: 0, completed: 0, failed: 0, canceled: 0, skipped: 0 };
}

/** One child moves from one count to another. */
export function moveCount(counts: ContainerCounts, from: Count, to: Count): ContainerCounts {
  return { ...counts, [from]: counts[from] - 1, [to]: counts[to] + 1 };
}

/** An open child has ended. */
export function countEnd(counts: ContainerCounts, status: TerminalStatus): ContainerCounts {
  return moveCount(counts, "running", COUNT_OF[status]);
}

/** What was not started is skipped. */
export function skipPending(counts: ContainerCounts): ContainerCounts {
  return { ...counts, pending: 0, skipped: counts.skipped + counts.pending };
}
