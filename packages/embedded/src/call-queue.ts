/** Calls that wait for a place: the more urgent first, then in the order of asking. */
export interface CallQueue {
  /** Takes a place if one is free. It must be given back with `release`. */
  tryTake(): boolean;
  /** Calls back when a place is taken for it; gives a function that withdraws the request and says whether it waited. */
  wait(priority: number, start: () => void): () => boolean;
  release(): void;
  /** Places taken. */
  readonly busy: number;
}

const PRIORITIES = 5;

/** At most `places` calls at once. Priorities are 1 (first) to 5. */
export function createCallQueue(places: number): CallQueue {
  const waiting: Set<() => void>[] = Array.from({ length: PRIORITIES }, () => new Set());
  let busy = 0;
  const startNext = (): void => {
    const queue = waiting.find((candidates) => candidates.size > 0);
    if (queue === undefined) return;
    const [start] = queue;
    if (start === undefined) return;
    queue.delete(start);
    busy += 1;
    start();
  };
  return {
    tryTake: () => {
      if (busy >= places || waiting.some((queue) => queue.size > 0)) return false;
      busy += 1;
      return true;
    },
    wait: (priority, start) => {
      const queue = waiting[Math.min(Math.max(priority, 1), PRIORITIES) - 1];
      queue?.add(start);
      if (busy < places) startNext();
      return () => queue?.delete(start) ?? false;
    },
    release: () => {
      busy -= 1;
      if (busy < places) startNext();
    },
    get busy() {
      return busy;
    },
  };
}
