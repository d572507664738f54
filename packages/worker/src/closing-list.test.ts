import { describe, expect, it } from "vitest";
import { createClosingList } from "./closing-list.js";

describe("what has to be closed", () => {
  it("is closed in reverse order, once", async () => {
    const closed: number[] = [];
    const list = createClosingList();
    for (const n of [1, 2, 3]) list.add(async () => void closed.push(n));
    await list.closeAll();
    await list.closeAll();
    expect(closed).toStrictEqual([3, 2, 1]);
  });

  it("is closed also when something else cannot be; the first failure is told", async () => {
    const closed: number[] = [];
    const list = createClosingList();
    list.add(async () => void closed.push(1));
    list.add(async () => Promise.reject(new Error("second")));
    list.add(async () => Promise.reject(new Error("first")));
    await expect(list.closeAll()).rejects.toThrow("first");
    expect(closed).toStrictEqual([1]);
  });
});
