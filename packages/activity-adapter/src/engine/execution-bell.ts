import type { RunId } from "@taskloom/interfaces";
import type { Client } from "@temporalio/client";

/** Rings when there may be news of an execution. */
export interface ExecutionBell {
  /** It has been closed. */
  readonly isClosed: boolean;
  /** Resolves when it may be worth looking again: sooner if there were news the last time. False: stop looking. */
  next(hadNews: boolean): Promise<boolean>;
  stop(): void;
}

const SHORTEST_MS = 100;
const LONGEST_MS = 500;

/** The server tells at once when an execution is closed; for everything else it has to be asked. */
export function createExecutionBell(client: Client, run: RunId, execution: string, signal: AbortSignal): ExecutionBell {
  const waiting = new AbortController();
  const state = { isClosed: false, ms: SHORTEST_MS };
  let ring: (() => void) | undefined;
  const close = (): void => {
    state.isClosed = !waiting.signal.aborted;
    ring?.();
  };
  const wake = (): void => ring?.();
  const handle = client.workflow.getHandle(run, execution, { followRuns: false });
  void client.withAbortSignal(waiting.signal, async (): Promise<unknown> => handle.result()).then(close, close);
  signal.addEventListener("abort", wake);
  return {
    get isClosed() {
      return state.isClosed;
    },
    next: async (hadNews) => {
      state.ms = hadNews ? SHORTEST_MS : Math.min(LONGEST_MS, state.ms * 1.5);
      if (!state.isClosed && !signal.aborted) {
        await new Promise<void>((resolve) => {
          ring = resolve;
          setTimeout(resolve, state.ms);
        });
      }
      return !signal.aborted;
    },
    stop: () => {
      waiting.abort();
      signal.removeEventListener("abort", wake);
    },
  };
}
