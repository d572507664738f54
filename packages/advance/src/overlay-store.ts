import type { Clock, TaskStore } from "@taskloom/interfaces";
import { createMemoryStore } from "@taskloom/shared";

/**
 * The store as a call sees it that reads what it has written: one that has no room for it, or loses it at once, does
 * not make the driver repeat the call without end.
 */
export function overlayStore(store: TaskStore, clock: Clock): TaskStore {
  const own = createMemoryStore({ clock, maxEntries: Infinity, maxBytes: Infinity });
  return {
    store: async (key, value, options) => {
      await own.store(key, value, options);
      await store.store(key, value, options);
    },
    storeMany: async (entries, options) => {
      await own.storeMany(entries, options);
      await store.storeMany(entries, options);
    },
    load: async (key) => {
      const written = await own.load(key);
      return written === undefined ? store.load(key) : written;
    },
    loadMany: async (keys) => {
      const [written, kept] = await Promise.all([own.loadMany(keys), store.loadMany(keys)]);
      return written.map((value, position) => (value === undefined ? kept[position] : value));
    },
    exists: async (key) => (await own.exists(key)) || store.exists(key),
    delete: async (key) => {
      const wasWritten = await own.delete(key);
      return (await store.delete(key)) || wasWritten;
    },
    close: async () => store.close(),
  };
}
