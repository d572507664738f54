import { describe, expect, it } from "vitest";
import { taskType } from "./task-type.js";

function accepts(keys: object): boolean {
  return taskType.configSchema.safeParse(keys).success;
}

describe("the keys of a signal task", () => {
  it.for([
    { signal: { name: "paid" } },
    { signal: { name: "paid", payload: [1], correlation_id: "{{ input }}", target: { run_id: "r" } } },
    { signal: { name: "paid" }, retry: { maximum_attempts: 1 }, timeout: "5s", total_timeout: "1m" },
  ])("%o are accepted", (keys) => {
    expect(accepts(keys)).toBe(true);
  });

  it.for([
    {},
    { signal: "paid" },
    { signal: {} },
    { signal: { name: "" } },
    { signal: { name: "paid", target: "r" } },
    { signal: { name: "paid", target: {} } },
    { signal: { name: "paid", correlation: "c" } },
    { signal: { name: "paid" }, action: "a" },
  ])("%o are refused", (keys) => {
    expect(accepts(keys)).toBe(false);
  });

  it("all of `signal` may be templates; sending it again is harmless", () => {
    const config = { id: "a", signal: { name: "{{ input.name }}", payload: { n: "{{ input.n }}" } } };
    expect(taskType.expressions(config)).toStrictEqual([
      { pointer: ["signal"], kind: "template", value: config.signal },
    ]);
    expect(taskType.effects(config)).toBe("idempotent");
    expect(taskType.children(config)).toStrictEqual([]);
    expect(taskType.next(config)).toStrictEqual([]);
    expect(taskType.signals(config)).toStrictEqual([]);
  });
});
