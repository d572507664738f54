import { createMemoryStore } from "@taskloom/shared";
import type { OrchestratorContext } from "@taskloom/shared";

/** The context of one call, in which nothing is there and nothing is reached. */
export function createCallContext(): OrchestratorContext {
  const clock = { now: () => 0 };
  return {
    store: createMemoryStore({ clock }),
    handlers: { get: () => undefined, names: () => [] },
    signals: { send: async () => ({ delivered: 0, started: 0 }) },
    clock,
    ids: { next: () => "0".repeat(26) },
    log: () => undefined,
    done: { handlerStarted: false, signalSent: false },
  };
}
