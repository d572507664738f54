import { AsyncLocalStorage } from "node:async_hooks";
import type { Advance } from "@taskloom/advance";
import type { JsonValue, TaskStore } from "@taskloom/interfaces";

/** Calls that share nothing: requests and answers pass through JSON, and every call finds an empty store. */
export interface IsolatedCalls {
  readonly store: TaskStore;
  readonly wrapAdvance: (advance: Advance) => Advance;
}

export function createIsolatedCalls(): IsolatedCalls {
  const current = new AsyncLocalStorage<Map<string, JsonValue>>();
  const entries = (): Map<string, JsonValue> => current.getStore() ?? new Map<string, JsonValue>();
  return {
    store: {
      store: async (key, value) => void entries().set(key, value),
      load: async (key) => entries().get(key),
      delete: async (key) => entries().delete(key),
      exists: async (key) => entries().has(key),
      loadMany: async (keys) => keys.map((key) => entries().get(key)),
      storeMany: async (all) => {
        for (const { key, value } of all) entries().set(key, value);
      },
      close: async () => undefined,
    },
    wrapAdvance: (advance) => async (request, host) =>
      copy(await current.run(new Map(), async () => advance(copy(request), host))),
  };
}

function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
