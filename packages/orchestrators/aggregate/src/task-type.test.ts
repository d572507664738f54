import { describe, expect, it } from "vitest";
import { taskType } from "./task-type.js";

function accepts(keys: object): boolean {
  return taskType.configSchema.safeParse(keys).success;
}

describe("the keys of an aggregate task", () => {
  it("`outputs` are required", () => {
    expect(accepts({ outputs: { a: "{{ input }}", b: { c: [1] } } })).toBe(true);
    expect(accepts({})).toBe(false);
    expect(accepts({ outputs: "{{ input }}" })).toBe(false);
  });

  it.for(["timeout", "total_timeout", "retry", "action"])("`%s` is not allowed", (key) => {
    expect(accepts({ outputs: {}, [key]: key === "retry" ? {} : "1s" })).toBe(false);
  });

  it("hold no task, transition or signal, and it does nothing to the world", () => {
    const config = { id: "a", outputs: {} };
    expect(taskType.children(config)).toStrictEqual([]);
    expect(taskType.expressions(config)).toStrictEqual([]);
    expect(taskType.next(config)).toStrictEqual([]);
    expect(taskType.signals(config)).toStrictEqual([]);
    expect(taskType.effects(config)).toBe("none");
  });
});
