import { taskType } from "@taskloom/orchestrator-basic";
import { describe, expect, it } from "vitest";
import { loadTaskTypes } from "./load-task-types.js";

describe("a task types module", () => {
  it.each([
    ["as its export", { taskTypes: [taskType] }],
    ["in its default export", { default: { taskTypes: [taskType] } }],
  ])("gives its task types %s", async (_, module) => {
    expect(await loadTaskTypes("/types.js", async () => module)).toStrictEqual([taskType]);
  });

  it.each([
    ["exports none", {}],
    ["exports an empty list", { taskTypes: [] }],
    ["exports what is no list", { taskTypes: taskType }],
    ["exports what is no task type", { taskTypes: [taskType, { type: "x" }] }],
  ])("is refused when it %s", async (_, module) => {
    await expect(loadTaskTypes("/types.js", async () => module)).rejects.toMatchObject({
      code: "TASK_TYPES_INVALID",
      details: { file: "/types.js" },
    });
  });

  it("is refused when it throws", async () => {
    const loading = loadTaskTypes("/types.js", async () => Promise.reject(new Error("broken")));
    await expect(loading).rejects.toMatchObject({ code: "TASK_TYPES_INVALID", cause: { message: "broken" } });
  });
});
