import type { JsonValue, TaskStore } from "@taskloom/interfaces";
import { expect } from "vitest";
import { describeClaims, type Claim, type ClaimsSuite } from "./contract-claims.js";
import { HARD_VALUES } from "./describe-task-store-values.js";

/** An empty store. */
export interface TaskStoreSubject {
  readonly store: TaskStore;
  /** Lets so much time pass for the store: on a clock of its own, or in truth. */
  readonly elapse: (ms: number) => Promise<void>;
}

export type TaskStoreSuite = ClaimsSuite<TaskStoreSubject>;

const LONG_MS = 60_000;

/** What every task store does while it is not full, and its server is there. */
export function describeTaskStore(suite: TaskStoreSuite): void {
  describeClaims(suite, (claim) => {
    claimValues(claim);
    claimKeys(claim);
    claimMany(claim);
    claimTtl(claim);
  });
}

function claimValues(claim: Claim<TaskStoreSubject>): void {
  for (const [what, value] of Object.entries(HARD_VALUES)) {
    claim(`${what} is loaded as it was stored`, async ({ store }) => {
      await store.store("key", value);
      expect(await store.load("key")).toStrictEqual(value);
    });
  }

  claim("what is stored later replaces what was there", async ({ store }) => {
    await store.store("key", { long: "first value" });
    await store.store("key", 2);
    expect(await store.load("key")).toBe(2);
  });

  claim("a value stays as it was stored when the object is changed", async ({ store }) => {
    const value = { list: [1] };
    await store.store("key", value);
    value.list.push(2);
    expect(await store.load("key")).toStrictEqual({ list: [1] });
  });

  claim("a reader that changes what it loaded changes nothing for others", async ({ store }) => {
    await store.store("key", { list: [1] });
    const loaded = (await store.load("key")) as { list: number[] };
    loaded.list.push(2);
    expect(await store.load("key")).toStrictEqual({ list: [1] });
  });
}

function claimKeys(claim: Claim<TaskStoreSubject>): void {
  claim("a key without a value loads undefined, and does not exist", async ({ store }) => {
    expect(await store.load("key")).toBeUndefined();
    expect(await store.exists("key")).toBe(false);
  });

  claim("null is a value", async ({ store }) => {
    await store.store("key", null);
    expect(await store.load("key")).toBeNull();
    expect(await store.exists("key")).toBe(true);
  });

  claim("delete says whether there was something, and it is gone", async ({ store }) => {
    await store.store("key", 1);
    expect(await store.delete("key")).toBe(true);
    expect(await store.delete("key")).toBe(false);
    expect(await store.load("key")).toBeUndefined();
    expect(await store.exists("key")).toBe(false);
  });

  claim("any text is a key of its own", async ({ store }) => {
    const keys = ["a", "A", "a b", "a\n", "a\u0000", "a:b", "a*", "é", "😀", "__proto__", "{a}", "", "a".repeat(5000)];
    await store.storeMany(keys.map((key, value) => ({ key, value })));
    expect(await store.loadMany(keys)).toStrictEqual(keys.map((_, value) => value));
  });
}

function claimMany(claim: Claim<TaskStoreSubject>): void {
  claim("loadMany gives the values in the order of the keys, undefined where there is none", async ({ store }) => {
    await store.store("a", 1);
    await store.store("b", null);
    expect(await store.loadMany(["b", "missing", "a", "b"])).toStrictEqual([null, undefined, 1, null]);
  });

  claim("loadMany and storeMany of nothing do nothing", async ({ store }) => {
    await expect(store.storeMany([])).resolves.toBeUndefined();
    expect(await store.loadMany([])).toStrictEqual([]);
  });

  claim("storeMany keeps all entries; of one key the last", async ({ store }) => {
    const entries = Array.from({ length: 1000 }, (_, index) => ({ key: `k${index}`, value: { index } as JsonValue }));
    await store.storeMany([...entries, { key: "k0", value: "again" }]);
    const loaded = await store.loadMany(entries.map(({ key }) => key));
    expect(loaded).toStrictEqual(["again", ...entries.slice(1).map(({ value }) => value)]);
  });
}

function claimTtl(claim: Claim<TaskStoreSubject>): void {
  claim("a value is gone when its time has passed", async ({ store, elapse }) => {
    await store.store("key", 1, { ttlMs: 5 });
    await elapse(5);
    expect(await store.load("key")).toBeUndefined();
    expect(await store.exists("key")).toBe(false);
    expect(await store.delete("key")).toBe(false);
    expect(await store.loadMany(["key"])).toStrictEqual([undefined]);
  });

  claim("a value stays while its time has not passed", async ({ store, elapse }) => {
    await store.store("long", 1, { ttlMs: LONG_MS });
    await store.store("default", 2);
    await elapse(5);
    expect(await store.loadMany(["long", "default"])).toStrictEqual([1, 2]);
  });

  claim("storeMany gives all entries the same time", async ({ store, elapse }) => {
    const entries = [
      { key: "a", value: 1 },
      { key: "b", value: 2 },
    ];
    await store.storeMany(entries, { ttlMs: 5 });
    await elapse(5);
    expect(await store.loadMany(["a", "b"])).toStrictEqual([undefined, undefined]);
  });

  claim("storing again begins a new time", async ({ store, elapse }) => {
    await store.store("key", 1, { ttlMs: 5 });
    await store.store("key", 2, { ttlMs: LONG_MS });
    await elapse(5);
    expect(await store.load("key")).toBe(2);
  });

  claim("a value with no time left goes", async (subject) => {
    const { store, elapse } = subject;
    await store.store("none", 1, { ttlMs: 0 });
    await store.store("negative", 1, { ttlMs: -5 });
    await store.store("fraction", 1, { ttlMs: 0.25 });
    await elapse(1);
    expect(await store.loadMany(["none", "negative", "fraction"])).toStrictEqual([undefined, undefined, undefined]);
  });
}
