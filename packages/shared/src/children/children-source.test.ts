import type { ChildSource, ChildSpec, CountedChildren, TaskIdentity, TaskStore } from "@taskloom/interfaces";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMemoryStore } from "../storage/memory-store.js";
import { createChildSource, loadChildSpec } from "./children-source.js";

const identity: TaskIdentity = {
  runId: "run-1",
  workflow: "orders",
  path: "root/each",
  step: "each",
  id: "each",
  idempotencyKey: "run-1:root/each",
  nested: false,
};

function createStore(): TaskStore {
  return createMemoryStore({ clock: { now: () => 0 } });
}

function createChildren(count: number, text = ""): readonly ChildSpec[] {
  return Array.from({ length: count }, (_, index) => ({
    step: "each/item",
    id: `each-${index}`,
    index,
    scope: { item: `${index}${text}` },
  }));
}

async function createCounted(store: TaskStore, children: readonly ChildSpec[]): Promise<CountedChildren> {
  const source = await createChildSource(store, identity, children);
  if ("children" in source) throw new Error("The children are listed.");
  return source;
}

describe("createChildSource", () => {
  it("lists up to 100 children", async () => {
    const children = createChildren(100);
    expect(await createChildSource(createStore(), identity, children)).toStrictEqual({ children });
  });

  it("counts more than 100 children, and names the step that all of them run", async () => {
    expect(await createChildSource(createStore(), identity, createChildren(101))).toStrictEqual({
      count: 101,
      step: "each/item",
      ref: "children:run-1:root/each",
      hash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
    });
  });

  it("counts few children when their JSON is over 32 KiB, by its bytes", async () => {
    const isListed = async (text: string): Promise<boolean> =>
      "children" in (await createChildSource(createStore(), identity, createChildren(1, text)));
    expect(await isListed("x".repeat(32_000))).toBe(true);
    expect(await isListed("x".repeat(33_000))).toBe(false);
    expect(await isListed("é".repeat(17_000))).toBe(false);
  });

  it("lists children that run different steps, however many they are", async () => {
    const children = createChildren(200).map((child) => ({ ...child, step: child.id }));
    expect(await createChildSource(createStore(), identity, children)).toStrictEqual({ children });
  });

  it("keeps the children in one round trip, 50 under a key", async () => {
    const { store, written } = createRecordingStore();
    await createChildSource(store, identity, createChildren(120));
    expect(written).toStrictEqual([
      ["children:run-1:root/each:0", "children:run-1:root/each:1", "children:run-1:root/each:2"],
    ]);
  });

  it("gives the same hash for the same children, another one for others", async () => {
    const hashOf = async (children: readonly ChildSpec[]): Promise<string> =>
      (await createCounted(createStore(), children)).hash;
    const hash = await hashOf(createChildren(101));
    expect(await hashOf(createChildren(101))).toBe(hash);
    expect(await hashOf(createChildren(102))).not.toBe(hash);
    expect(await hashOf(createChildren(101, "x"))).not.toBe(hash);
  });
});

describe("loadChildSpec", () => {
  it("gives every child back as it was, and nothing beyond the last", async () => {
    const property = fc.asyncProperty(fc.array(fc.jsonValue(), { minLength: 101, maxLength: 160 }), async (items) => {
      const store = createStore();
      const children = items.map((item, index) => ({ step: "s", id: `c-${index}`, index, scope: { item } }));
      const kept = JSON.parse(JSON.stringify(children)) as readonly ChildSpec[];
      const source = await createCounted(store, children as readonly ChildSpec[]);
      const loaded = await Promise.all(kept.map(async (_, index) => loadChildSpec(store, source, index)));
      expect(loaded).toStrictEqual(kept);
      expect(await loadChildSpec(store, source, kept.length)).toBeUndefined();
    });
    await fc.assert(property, { numRuns: 30 });
  });

  it("gives a new object each time, so that nobody changes what others load", async () => {
    const store = createStore();
    const source = await createCounted(store, createChildren(101));
    const first = await loadChildSpec(store, source, 7);
    expect(await loadChildSpec(store, source, 7)).toStrictEqual(first);
    expect(await loadChildSpec(store, source, 7)).not.toBe(first);
  });

  it("gives undefined when the store has lost the children", async () => {
    const source = await createCounted(createStore(), createChildren(101));
    expect(await loadChildSpec(createStore(), source, 0)).toBeUndefined();
  });

  it("finds the children again once they have been prepared again", async () => {
    const source = await createCounted(createStore(), createChildren(101));
    const store = createStore();
    expect(await loadChildSpec(store, source, 3)).toBeUndefined();
    await createCounted(store, createChildren(101));
    expect(await loadChildSpec(store, source, 3)).toStrictEqual(createChildren(101)[3]);
  });

  it("gives undefined rather than a child of another preparation of the same task", async () => {
    const store = createStore();
    const source = await createCounted(store, createChildren(101));
    await createCounted(store, createChildren(101, "other"));
    expect(await loadChildSpec(store, source, 0)).toBeUndefined();
  });

  it("reads a chunk once for the children that start together", async () => {
    const { store, loads } = createRecordingStore();
    const source = await createCounted(store, createChildren(10_000));
    const indices = Array.from({ length: 10_000 }, (_, index) => index);
    const children = await Promise.all(indices.map(async (index) => loadChildSpec(store, source, index)));
    expect(children.map((child) => child?.index)).toStrictEqual(indices);
    expect(loads).toHaveLength(200);
  });

  it("passes on that the store cannot be reached, and reads again the next time", async () => {
    const { store } = createRecordingStore();
    const source: ChildSource = await createCounted(store, createChildren(101));
    const fault = new Error("unreachable");
    let reachable = false;
    const failing: TaskStore = {
      ...store,
      load: async (key) => {
        if (!reachable) throw fault;
        return store.load(key);
      },
    };
    await expect(loadChildSpec(failing, source, 0)).rejects.toBe(fault);
    reachable = true;
    await expect(loadChildSpec(failing, source, 0)).resolves.toMatchObject({ id: "each-0" });
  });
});

interface RecordingStore {
  readonly store: TaskStore;
  /** The keys read, in order. */
  readonly loads: readonly string[];
  /** The keys of each round trip that wrote. */
  readonly written: readonly (readonly string[])[];
}

function createRecordingStore(): RecordingStore {
  const inner = createStore();
  const loads: string[] = [];
  const written: string[][] = [];
  const store: TaskStore = {
    store: async (key, value, options) => inner.store(key, value, options),
    load: async (key) => {
      loads.push(key);
      return inner.load(key);
    },
    delete: async (key) => inner.delete(key),
    exists: async (key) => inner.exists(key),
    loadMany: async (keys) => inner.loadMany(keys),
    storeMany: async (entries, options) => {
      written.push(entries.map(({ key }) => key));
      return inner.storeMany(entries, options);
    },
    close: async () => inner.close(),
  };
  return { store, loads, written };
}
