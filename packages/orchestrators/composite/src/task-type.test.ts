import { describe, expect, it } from "vitest";
import { taskType } from "./task-type.js";

describe("the composite task type", () => {
  it("nests its tasks, each of which sees the earlier ones", () => {
    const [first, second] = [{ id: "a" }, { id: "b" }];
    expect(taskType.children({ id: "c", tasks: [first, second] })).toStrictEqual([
      { task: first, pointer: ["tasks", 0], seesSiblings: true },
      { task: second, pointer: ["tasks", 1], seesSiblings: true },
    ]);
  });

  it("has no expressions, transitions or signals of its own, and no effects", () => {
    const config = { id: "c", tasks: [{ id: "a" }] };
    expect(taskType.expressions(config)).toStrictEqual([]);
    expect(taskType.next(config)).toStrictEqual([]);
    expect(taskType.signals(config)).toStrictEqual([]);
    expect(taskType.effects(config)).toBe("none");
  });

  it.for([{ tasks: [] }, { tasks: [{}], strategy: "best_effort", timeout: 5_000 }])("accepts %o", (keys) => {
    expect(taskType.configSchema.safeParse(keys).success).toBe(true);
  });

  it.for([{}, { tasks: "a" }, { tasks: [], strategy: "race" }, { tasks: [], max_concurrency: 2 }])(
    "refuses %o",
    (keys) => {
      expect(taskType.configSchema.safeParse(keys).success).toBe(false);
    },
  );
});
