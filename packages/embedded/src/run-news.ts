import type { RunId } from "@taskloom/interfaces";

/** Tells those who watch runs of this journal that there is something new. */
export interface RunNews {
  /** Something of the run was recorded by this process. */
  tell(run: RunId): void;
  /** Another process has written: any run may have changed. */
  tellAll(): void;
  /** Rings at news of the run, and when the signal is aborted. */
  bell(run: RunId, signal?: AbortSignal): Bell;
  /** There will be no more: every bell rings for the last time. */
  close(): void;
}

interface Bell {
  /**
   * Resolves when it has rung since the last call, for news that matter: false when the listener's signal was aborted,
   * or all is closed.
   */
  next(matters?: () => boolean): Promise<boolean>;
  stop(): void;
}

export function createRunNews(): RunNews {
  const listeners = new Map<RunId, Set<() => void>>();
  let isClosed = false;
  const tell = (run: RunId): void => {
    for (const listener of listeners.get(run) ?? []) listener();
  };
  const listen = (run: RunId, listener: () => void): (() => void) => {
    const others = listeners.get(run) ?? new Set();
    listeners.set(run, others.add(listener));
    return () => {
      others.delete(listener);
      if (others.size === 0) listeners.delete(run);
    };
  };
  const tellAll = (): void => {
    for (const run of listeners.keys()) tell(run);
  };
  return {
    tell,
    tellAll,
    bell: (run, signal) => {
      const isOver = (): boolean => isClosed || signal?.aborted === true;
      return createBell((ring) => listen(run, ring), isOver, signal);
    },
    close: () => {
      isClosed = true;
      tellAll();
    },
  };
}

function createBell(listen: (ring: () => void) => () => void, isOver: () => boolean, signal?: AbortSignal): Bell {
  let rung = false;
  let isNews: (() => boolean) | undefined;
  let wake: (() => void) | undefined;
  const ring = (): void => {
    if (isNews?.() === false && !isOver()) return;
    rung = true;
    wake?.();
  };
  const stopListening = listen(ring);
  signal?.addEventListener("abort", ring, { once: true });
  return {
    next: async (matters) => {
      isNews = matters;
      if (!rung && !isOver()) await new Promise<void>((resolve) => (wake = resolve));
      rung = false;
      return !isOver();
    },
    stop: () => {
      stopListening();
      signal?.removeEventListener("abort", ring);
    },
  };
}
