import { describeTaskStore } from "@taskloom/contracts";
import { createMemoryStore } from "@taskloom/shared";
import { describe, expect, it } from "vitest";
import { overlayStore } from "./overlay-store.js";
import { ScriptClock } from "./script-clock.fixture.js";

describeTaskStore({
  name: "a store that reads what it has written",
  create: async () => {
    const clock = new ScriptClock();
    return { store: overlayStore(createMemoryStore({ clock }), clock), elapse: async (ms) => clock.jump(ms) };
  },
  dispose: async ({ store }) => store.close(),
});

describe("a store that reads what it has written", () => {
  const clock = new ScriptClock();

  it("has it even where the store below keeps nothing", async () => {
    const store = overlayStore(createMemoryStore({ clock, maxEntries: 0 }), clock);
    await store.storeMany([{ key: "a", value: 1 }]);
    await store.store("b", null);
    expect(await store.load("a")).toBe(1);
    expect(await store.loadMany(["a", "b", "c"])).toStrictEqual([1, null, undefined]);
    expect([await store.exists("b"), await store.exists("c")]).toStrictEqual([true, false]);
    expect([await store.delete("a"), await store.delete("a")]).toStrictEqual([true, false]);
  });

  it("writes to the store below, and reads what that has", async () => {
    const below = createMemoryStore({ clock });
    await below.store("kept", 1);
    const store = overlayStore(below, clock);
    await store.store("written", 2);
    expect(await below.load("written")).toBe(2);
    expect([await store.load("kept"), await store.exists("kept")]).toStrictEqual([1, true]);
    expect(await store.delete("kept")).toBe(true);
    expect(await below.exists("kept")).toBe(false);
  });
});
