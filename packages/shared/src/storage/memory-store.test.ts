import { describeTaskStore } from "@taskloom/contracts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyJsonValue } from "./json-value.fixture.js";
import { createMemoryStore } from "./memory-store.js";
import { createTestClock } from "./test-clock.fixture.js";

describeTaskStore({
  name: "the memory store",
  create: async () => {
    const clock = createTestClock();
    return { store: createMemoryStore({ clock }), elapse: clock.elapse };
  },
  dispose: async ({ store }) => store.close(),
});

describe("the memory store", () => {
  const clock = createTestClock();

  it("loads any JSON value as it was stored", async () => {
    const store = createMemoryStore({ clock });
    await fc.assert(
      fc.asyncProperty(anyJsonValue(), async (value) => {
        await store.store("key", value);
        expect(await store.load("key")).toStrictEqual(value);
      }),
    );
  });

  it("keeps a value for the default time when the call does not say", async () => {
    const clock = createTestClock();
    const store = createMemoryStore({ clock, defaultTtlMs: 1000 });
    await store.store("key", 1);
    await clock.elapse(999);
    expect(await store.load("key")).toBe(1);
    await clock.elapse(1);
    expect(await store.load("key")).toBeUndefined();
  });

  it("is bounded by a number of entries: what was stored first goes first", async () => {
    const store = createMemoryStore({ clock, maxEntries: 2 });
    await store.storeMany(["a", "b"].map((key) => ({ key, value: key })));
    await store.store("a", "again");
    await store.store("c", "c");
    expect(await store.loadMany(["a", "b", "c"])).toStrictEqual(["again", undefined, "c"]);
  });

  it("is bounded by bytes, two for each character of key and JSON text", async () => {
    const store = createMemoryStore({ clock, maxBytes: 2 * 2 * "a12345".length });
    await store.storeMany(["a", "b"].map((key) => ({ key, value: 12_345 })));
    expect(await store.loadMany(["a", "b"])).toStrictEqual([12_345, 12_345]);
    await store.store("c", 1);
    expect(await store.loadMany(["a", "b", "c"])).toStrictEqual([undefined, 12_345, 1]);
  });

  it("has room again for what was deleted, replaced or has expired", async () => {
    const clock = createTestClock();
    const store = createMemoryStore({ clock, maxBytes: 2 * 2 * "a1".length });
    await store.store("a", 1);
    await store.store("a", 2);
    await store.delete("a");
    await store.store("b", 3, { ttlMs: 1 });
    await clock.elapse(1);
    expect(await store.exists("b")).toBe(false);
    await store.store("c", 4);
    await store.store("d", 5);
    expect(await store.loadMany(["a", "b", "c", "d"])).toStrictEqual([undefined, undefined, 4, 5]);
  });

  it("does not keep a value that would fill it alone, nor the one that it was to replace, and keeps the others", async () => {
    const store = createMemoryStore({ clock, maxBytes: 40 });
    await store.storeMany(["a", "b"].map((key) => ({ key, value: key })));
    await store.store("b", "x".repeat(100));
    expect(await store.loadMany(["a", "b"])).toStrictEqual(["a", undefined]);
  });

  it("is empty once it is closed", async () => {
    const store = createMemoryStore({ clock });
    await store.store("a", 1);
    await store.close();
    expect(await store.load("a")).toBeUndefined();
  });
});
