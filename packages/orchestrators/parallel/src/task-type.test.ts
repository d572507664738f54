import { describe, expect, it } from "vitest";
import { taskType } from "./task-type.js";

describe("the parallel task type", () => {
  it("nests its tasks, none of which sees another", () => {
    const [first, second] = [{ id: "a" }, { id: "b" }];
    expect(taskType.children({ id: "p", tasks: [first, second] })).toStrictEqual([
      { task: first, pointer: ["tasks", 0] },
      { task: second, pointer: ["tasks", 1] },
    ]);
  });

  it("has no expressions, transitions or signals of its own, and no effects", () => {
    const config = { id: "p", tasks: [{ id: "a" }] };
    expect(taskType.expressions(config)).toStrictEqual([]);
    expect(taskType.next(config)).toStrictEqual([]);
    expect(taskType.signals(config)).toStrictEqual([]);
    expect(taskType.effects(config)).toBe("none");
  });

  it("without tasks it is TASKS_EMPTY", () => {
    expect(taskType.check?.({ id: "p", tasks: [] })).toMatchObject([{ pointer: ["tasks"], code: "TASKS_EMPTY" }]);
  });

  it("tolerated failures without wait_all are TOLERANCE_NEEDS_WAIT_ALL", () => {
    const config = { id: "p", tasks: [{ id: "a" }], strategy: "race", tolerated_failures: 1 } as const;
    expect(taskType.check?.(config)).toMatchObject([{ code: "TOLERANCE_NEEDS_WAIT_ALL" }]);
  });

  it.for([
    { tasks: [{}] },
    { tasks: [{}], strategy: "race", max_concurrency: 0, timeout: "5m" },
    { tasks: [{}], tolerated_failures: "5%" },
  ])("accepts %o", (keys) => {
    expect(taskType.configSchema.safeParse(keys).success).toBe(true);
  });

  it.for([
    {},
    { tasks: {} },
    { tasks: [{}], strategy: "first" },
    { tasks: [{}], max_concurrency: -1 },
    { tasks: [{}], max_concurrency: 1.5 },
    { tasks: [{}], tolerated_failures: -1 },
    { tasks: [{}], tolerated_failures: "101%" },
    { tasks: [{}], tolerated_failures: "5" },
    { tasks: [{}], retry: {} },
  ])("refuses %o", (keys) => {
    expect(taskType.configSchema.safeParse(keys).success).toBe(false);
  });
});
