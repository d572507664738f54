import { createStateInput } from "@taskloom/contracts";
import type { TaskConfig, TaskState } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { createTaskState } from "./create-task-state.js";

function begin(keys: Omit<TaskConfig, "id">, stage: "begin" | "delayed" = "begin"): TaskState {
  return createTaskState(createStateInput({ id: "a", ...keys }, stage));
}

describe("before its work", () => {
  it("a task has its rendered `with` as input, and null without one", () => {
    expect(begin({ with: { n: "{{ workflow.input.n }}", list: ["{{ 1 + 1 }}"] } })).toStrictEqual({
      status: "running",
      input: { n: 2, list: [2] },
    });
    expect(begin({})).toStrictEqual({ status: "running", input: null });
  });

  it("`if` comes first, then the delay, then `with`, then `input_schema`", () => {
    const keys = { delay: "1s", with: "{{ workflow.input.missing }}", input_schema: false };
    expect(begin({ ...keys, if: "false" })).toStrictEqual({ status: "skipped", input: null });
    expect(begin({ ...keys, if: "true" })).toStrictEqual({ status: "waiting", input: null });
    expect(() => begin(keys, "delayed")).toThrow(expect.objectContaining({ code: "EXPRESSION_MISSING" }));
    expect(() => begin({ ...keys, with: 1 }, "delayed")).toThrow(expect.objectContaining({ code: "INPUT_INVALID" }));
  });

  it("`if` is not evaluated again after the delay", () => {
    expect(begin({ if: "false", delay: "1s" }, "delayed")).toStrictEqual({ status: "running", input: null });
  });

  it.for(["workflow.input.n", "null", "'true'"])("`if: %s`, neither true nor false, is EXPRESSION_FAILED", (text) => {
    expect(() => begin({ if: text })).toThrow(expect.objectContaining({ code: "EXPRESSION_FAILED" }));
  });

  it("INPUT_INVALID names each place that does not fit", () => {
    const input_schema = { type: "object", properties: { a: { type: "string" }, b: { type: "string" } } };
    expect(() => begin({ with: { a: 1, b: 2 }, input_schema })).toThrow(
      expect.objectContaining({
        code: "INPUT_INVALID",
        retryable: false,
        details: [expect.objectContaining({ pointer: "/a" }), expect.objectContaining({ pointer: "/b" })],
      }),
    );
  });

  it("an input that fits its schema is the input", () => {
    expect(begin({ with: { a: "x" }, input_schema: { type: "object" } })).toMatchObject({ input: { a: "x" } });
  });
});
