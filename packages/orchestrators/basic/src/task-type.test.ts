import { describe, expect, it } from "vitest";
import { taskType } from "./task-type.js";

function accepts(keys: object): boolean {
  return taskType.configSchema.safeParse(keys).success;
}

describe("the keys of a basic task", () => {
  it.for([
    { action: "a" },
    { action: "a", timeout: "30s", total_timeout: 60_000, heartbeat_timeout: "PT5S", task_queue: "gpu", priority: 1 },
    { action: "a", retry: { maximum_attempts: 5, initial_interval: "1s", backoff_coefficient: 1.5 }, priority: 5 },
    { action: "a", retry: { maximum_interval: "1m", non_retryable_error_types: ["CardDeclined"] } },
  ])("%o are accepted", (keys) => {
    expect(accepts(keys)).toBe(true);
  });

  it.for([
    {},
    { action: "" },
    { action: 3 },
    { action: "a", priority: 0 },
    { action: "a", priority: 6 },
    { action: "a", priority: 1.5 },
    { action: "a", task_queue: "" },
    { action: "a", retry: { maximum_attempts: 0 } },
    { action: "a", retry: { backoff_coefficient: 0.5 } },
    { action: "a", retry: { attempts: 3 } },
    { action: "a", condition: "true" },
  ])("%o are refused", (keys) => {
    expect(accepts(keys)).toBe(false);
  });

  it("hold no task, expression, transition or signal; a handler does the work", () => {
    const config = { id: "a", action: "a" };
    expect(taskType.children(config)).toStrictEqual([]);
    expect(taskType.expressions(config)).toStrictEqual([]);
    expect(taskType.next(config)).toStrictEqual([]);
    expect(taskType.signals(config)).toStrictEqual([]);
    expect(taskType.effects(config)).toBe("handler");
  });
});
