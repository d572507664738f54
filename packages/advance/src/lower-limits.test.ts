import { describe, expect, it } from "vitest";
import type { Limits } from "@taskloom/interfaces";
import { TestRun } from "./test-run.fixture.js";
import { compile, TASK_TYPES, TestWorld } from "./test-world.fixture.js";

const LONG = "x".repeat(100);
const COSTLY = "[1, 2, 3, 4, 5, 6, 7, 8, 9].all(n, n < 10)";

/** With which code a run of one task fails; undefined when it does not. */
async function fail(task: object, limits: Partial<Limits>): Promise<string | undefined> {
  const definition = compile({ tasks: [{ id: "a", action: "work", ...task }] }, TASK_TYPES, limits);
  const world = new TestWorld({ handlers: { work: () => LONG }, secrets: { KEY: LONG } });
  const { state } = await new TestRun(world, definition).toEnd();
  return state.error?.code;
}

describe("a value has at most the bytes that the run's limits say", () => {
  it.each<[string, object]>([
    ["what a handler returns, however little `outputs` makes of it", { outputs: { n: "{{ size(output) }}" } }],
    ["a rendered input", { action: "echo", with: LONG, outputs: {} }],
    ["an input with its secrets", { action: "echo", with: "{{ secrets.KEY }}", outputs: {} }],
    ["what is computed", { action: undefined, type: "aggregate", outputs: { text: LONG } }],
  ])("%s: PAYLOAD_TOO_LARGE", async (_, task) => {
    expect(await fail(task, { valueBytes: 150 })).toBeUndefined();
    expect(await fail(task, { valueBytes: 60 })).toBe("PAYLOAD_TOO_LARGE");
  });

  it("counts bytes also where a value is far below the limit of messages", async () => {
    const task = { action: "echo", with: "日".repeat(20) };
    expect(await fail(task, { valueBytes: 62 })).toBeUndefined();
    expect(await fail(task, { valueBytes: 61 })).toBe("PAYLOAD_TOO_LARGE");
  });
});

describe("the limits of a run hold for all of its expressions", () => {
  it.each<[string, object, string]>([
    ["`if`", { if: COSTLY }, "EXPRESSION_TOO_COSTLY"],
    ["`with`", { with: `{{ ${COSTLY} }}` }, "EXPRESSION_TOO_COSTLY"],
    ["`with` that refers to secrets", { with: `{{ ${COSTLY} && secrets.KEY != '' }}` }, "EXPRESSION_TOO_COSTLY"],
    ["`outputs`", { outputs: { ok: `{{ ${COSTLY} }}` } }, "OUTPUTS_FAILED"],
    [
      "`filter`",
      { action: undefined, type: "collection", items: [1], filter: COSTLY, task: { id: "b", action: "work" } },
      "EXPRESSION_TOO_COSTLY",
    ],
  ])("%s", async (_, task, code) => {
    expect(await fail(task, {})).toBeUndefined();
    expect(await fail(task, { expressionSteps: 9 })).toBe(code);
  });

  it("results may be shorter: EXPRESSION_RESULT_TOO_LARGE", async () => {
    const task = { with: "{{ 'abc' + 'def' }}" };
    expect(await fail(task, { expressionResultLength: 8 })).toBeUndefined();
    expect(await fail(task, { expressionResultLength: 7 })).toBe("EXPRESSION_RESULT_TOO_LARGE");
  });

  it("a collection may have fewer items: ITEMS_INVALID", async () => {
    const task = { action: undefined, type: "collection", items: "1..3", task: { action: "work" } };
    expect(await fail(task, { items: 3 })).toBeUndefined();
    expect(await fail(task, { items: 2 })).toBe("ITEMS_INVALID");
  });
});
