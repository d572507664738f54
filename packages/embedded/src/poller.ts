import { setTimeout as sleep } from "node:timers/promises";

/** Work that is done again and again, never twice at once. */
export interface Poller {
  stop(): Promise<void>;
}

/** Does `work` every so many milliseconds after it has ended; a failure is reported, and the next round comes. */
export function startPoller(everyMs: number, work: () => Promise<void>, report: (error: unknown) => void): Poller {
  const controller = new AbortController();
  const loop = async (): Promise<void> => {
    while (!controller.signal.aborted) {
      await work().catch(report);
      await sleep(everyMs, undefined, { signal: controller.signal, ref: false }).catch(() => undefined);
    }
  };
  const ended = loop();
  return {
    stop: async () => {
      controller.abort();
      await ended;
    },
  };
}
