import { setMaxListeners } from "node:events";
import type { RunId } from "@taskloom/interfaces";
import { WorkflowContinuedAsNewError, WorkflowFailedError, type Client } from "@temporalio/client";

/** Rings when there may be news of an execution. */
export interface ExecutionBell {
  /** Whether it may have been closed since this was last asked. */
  mayBeClosed(): boolean;
  /**
   * Resolves when it may be worth looking again at an execution that was open: sooner if there were news the last time.
   * False: stop looking.
   */
  next(hadNews: boolean): Promise<boolean>;
  stop(): void;
}

const SHORTEST_MS = 100;
const LONGEST_MS = 500;

/** The server tells at once when an execution is closed; for everything else it has to be asked. */
export function createExecutionBell(client: Client, run: RunId, execution: string, signal: AbortSignal): ExecutionBell {
  const waiting = new AbortController();
  // The client listens once more each time it asks.
  setMaxListeners(0, waiting.signal);
  const state = { isListening: false, mayBeClosed: false, ms: SHORTEST_MS };
  let ring: (() => void) | undefined;
  const wake = (): void => ring?.();
  const over = (isClosed: boolean): void => {
    state.isListening = false;
    state.mayBeClosed = !waiting.signal.aborted;
    if (isClosed) wake();
  };
  const handle = client.workflow.getHandle(run, execution, { followRuns: false });
  const listen = (): void => {
    state.isListening = true;
    void client
      .withAbortSignal(waiting.signal, async (): Promise<unknown> => handle.result())
      .then(
        () => over(true),
        // Whatever else ends the waiting, the execution may have been closed meanwhile: then it is looked at in its turn.
        (error: unknown) => over(error instanceof WorkflowFailedError || error instanceof WorkflowContinuedAsNewError),
      );
  };
  listen();
  signal.addEventListener("abort", wake);
  return {
    mayBeClosed: () => {
      const { mayBeClosed } = state;
      state.mayBeClosed = false;
      return mayBeClosed;
    },
    next: async (hadNews) => {
      state.ms = hadNews ? SHORTEST_MS : Math.min(LONGEST_MS, state.ms * 1.5);
      if (!state.isListening && !state.mayBeClosed) listen();
      if (!state.mayBeClosed && !signal.aborted) {
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
