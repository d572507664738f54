import { describe, expect, it } from "vitest";
import type { RouterConfig } from "./router-config.js";
import { taskType } from "./task-type.js";

const pack = { id: "pack", type: "basic" };
const byId: RouterConfig = { id: "pick", condition: "input.kind", routes: { big: "large", small: "little" } };
const mixed: RouterConfig = { ...byId, routes: { big: "large", small: pack }, default: { id: "rest" } };

function accepts(keys: object): boolean {
  return taskType.configSchema.safeParse(keys).success;
}

describe("the keys of a router", () => {
  it.for([
    { condition: "a", routes: { b: "c" } },
    { condition: "a", routes: { b: { id: "c", action: "d" } }, default: "e" },
    { condition: "a", routes: {}, default: { id: "c" } },
  ])("%o are accepted", (keys) => {
    expect(accepts(keys)).toBe(true);
  });

  it.for([
    { routes: { b: "c" } },
    { condition: "a" },
    { condition: true, routes: { b: "c" } },
    { condition: "a", routes: ["c"] },
    { condition: "a", routes: { b: "c" }, timeout: "5s" },
    { condition: "a", routes: { b: "c" }, retry: {} },
  ])("%o are refused", (keys) => {
    expect(accepts(keys)).toBe(false);
  });
});

describe("the graph of a router", () => {
  it("goes to the routes that are ids, and to the default", () => {
    expect(taskType.next({ ...byId, default: "rest" })).toStrictEqual([
      { pointer: ["routes", "big"], to: "large" },
      { pointer: ["routes", "small"], to: "little" },
      { pointer: ["default"], to: "rest" },
    ]);
    expect(taskType.next(mixed)).toStrictEqual([{ pointer: ["routes", "big"], to: "large" }]);
  });

  it("holds the inline tasks, which are seen outside", () => {
    expect(taskType.children(mixed)).toStrictEqual([
      { task: pack, pointer: ["routes", "small"], seenOutside: true },
      { task: { id: "rest" }, pointer: ["default"], seenOutside: true },
    ]);
    expect(taskType.children(byId)).toStrictEqual([]);
  });

  it("has one expression, waits for nothing and does nothing to the world", () => {
    expect(taskType.expressions(byId)).toStrictEqual([{ pointer: ["condition"], kind: "cel", value: "input.kind" }]);
    expect(taskType.signals(byId)).toStrictEqual([]);
    expect(taskType.effects(byId)).toBe("none");
  });
});

describe("`on_success` of a router", () => {
  const on_success = { next: "after" };

  it("is NEXT_UNUSED when all of its routes are ids", () => {
    const problems = [{ pointer: ["on_success"], code: "NEXT_UNUSED" }];
    expect(taskType.check?.({ ...byId, on_success })).toMatchObject(problems);
    expect(taskType.check?.({ ...byId, default: "rest", on_success })).toMatchObject(problems);
  });

  it("applies after an inline task, so one is enough", () => {
    expect(taskType.check?.({ ...mixed, on_success })).toStrictEqual([]);
  });

  it("may be missing", () => {
    expect(taskType.check?.(byId)).toStrictEqual([]);
  });
});
