import type { Plan, PlanStep } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { loadDefinition } from "../definition/load-definition.js";
import { fixtureTypes } from "../definition/task-types.fixture.js";

function compile(tasks: readonly unknown[], more: object = {}): Plan {
  const { compiled, diagnostics } = loadDefinition({ value: { id: "w", tasks, ...more } }, { taskTypes: fixtureTypes });
  if (compiled === undefined) throw new Error(JSON.stringify(diagnostics));
  return compiled.plan;
}

function compileStep(keys: object, more: object = {}): PlanStep | undefined {
  return compile([{ id: "a", ...keys }], more).steps["a"];
}

const handler = { action: "x" };

const defaultRetry = {
  maximumAttempts: 3,
  initialIntervalMs: 1_000,
  backoffCoefficient: 2,
  maximumIntervalMs: 60_000,
  nonRetryableErrorTypes: [],
};

describe("the plan", () => {
  it("is a graph by step id, with nothing that is absent", () => {
    expect(
      compile([
        { id: "a", ...handler, on_success: { next: "b" } },
        { id: "b", type: "note" },
      ]),
    ).toEqual({
      version: 1,
      workflow: "w",
      start: "a",
      steps: {
        a: { type: "work", next: "b", effects: "handler", attempts: { timeoutMs: 300_000 } },
        b: { type: "note", effects: "none" },
      },
      signals: [],
    });
  });

  it("starts with `start`", () => {
    expect(
      compile(
        [
          { id: "a", ...handler },
          { id: "b", ...handler, on_success: { next: "a" } },
        ],
        { start: "b" },
      ).start,
    ).toBe("b");
  });

  it("has the transitions of each task, those of its own decision apart", () => {
    const plan = compile([
      { id: "c", type: "choose", on: "'x'", cases: { x: "h", y: "h" }, on_error: { next: "h" } },
      { id: "h", type: "hold", awaits: "s", late: "c", on_success: { next: "c" } },
    ]);
    expect(plan.steps["c"]).toMatchObject({ mayGoTo: ["h"], onError: "h" });
    expect(plan.steps["h"]).toMatchObject({ mayGoTo: ["c"], next: "c", effects: "wait", awaits: "s" });
    expect(plan.signals).toEqual(["s"]);
  });

  it("names children and parents, steps without an id of their own too", () => {
    const { steps } = compile([{ id: "r", type: "repeat", items: [1], steps: [{ id: "one-{{ item }}", ...handler }] }]);
    expect(steps["r"]).toMatchObject({ children: ["r/item"] });
    expect(steps["r/item"]).toMatchObject({ type: "sequence", parent: "r", children: ["one-{{ item }}"] });
    expect(steps["one-{{ item }}"]).toMatchObject({ parent: "r/item" });
  });

  it("has what an expression refers to", () => {
    const { steps, outputs } = compile(
      [
        { id: "a", ...handler, with: "{{ workflow.input.x }}", on_success: { next: "f" } },
        {
          id: "f",
          type: "fan",
          branches: [{ id: "b", ...handler, if: "tasks.a.status == 'completed'" }],
          on_success: { next: "c" },
        },
        { id: "c", ...handler, with: { id: "{{ workflow.run_id }}", all: "{{ tasks.f.children.b.output }}" } },
      ],
      { outputs: { c: "{{ tasks.c.output }}", input: "{{ workflow }}" } },
    );
    expect(steps["a"]?.references).toEqual({ workflowInput: true });
    expect(steps["b"]?.references).toEqual({ tasks: ["a"] });
    expect(steps["c"]?.references).toEqual({ tasks: ["f"], children: ["f"] });
    expect(steps["f"]?.references).toBeUndefined();
    expect(outputs).toEqual({ tasks: ["c"], workflowInput: true });
  });

  it("gives the references of an item's id to the task that renders it", () => {
    const { steps } = compile([
      { id: "a", ...handler, on_success: { next: "r" } },
      { id: "r", type: "repeat", items: [1], each: { id: "{{ tasks.a.output }}-{{ index }}", ...handler } },
    ]);
    expect(steps["r"]?.references).toEqual({ tasks: ["a"] });
  });

  it("has the workflow's `outputs` as references, even when they refer to nothing", () => {
    expect(compile([{ id: "a", ...handler }], { outputs: { x: 1 } }).outputs).toEqual({});
    expect(compile([{ id: "a", ...handler }]).outputs).toBeUndefined();
  });

  it("has the time-out of the run, and of containers", () => {
    const plan = compile([{ id: "s", type: "sequence", steps: [], timeout: "1m" }], { timeout: "2d" });
    expect([plan.timeoutMs, plan.steps["s"]?.timeoutMs]).toEqual([172_800_000, 60_000]);
  });

  it("leaves the time-out of a wait to the wait", () => {
    expect(compileStep({ type: "hold", awaits: "s", timeout: "1m" })).toEqual({
      type: "hold",
      effects: "wait",
      awaits: "s",
    });
  });

  it("marks what comes before and after the work", () => {
    expect(compileStep({ ...handler, title: "A", if: "true", delay: "2s", outputs: { x: 1 } })).toMatchObject({
      title: "A",
      conditional: true,
      delayMs: 2_000,
      shapesOutput: true,
    });
    expect(compileStep({ ...handler, output_schema: { type: "string" } })?.shapesOutput).toBe(true);
  });

  it("has queue and priority", () => {
    expect(compileStep({ ...handler, priority: 1, task_queue: "fast" })).toMatchObject({ priority: 1, queue: "fast" });
  });
});

describe("attempts", () => {
  it("have the task's own limits, then those of `defaults`, then the built-in ones", () => {
    const defaults = { retry: { maximum_attempts: 5, initial_interval: "2s" }, timeout: "1m" };
    const keys = {
      ...handler,
      retry: { initial_interval: 10, backoff_coefficient: 1, non_retryable_error_types: ["X"] },
    };
    expect(compileStep(keys, { defaults })?.attempts).toEqual({
      retry: {
        ...defaultRetry,
        maximumAttempts: 5,
        initialIntervalMs: 10,
        backoffCoefficient: 1,
        nonRetryableErrorTypes: ["X"],
      },
      timeoutMs: 60_000,
    });
  });

  it("have the further limits where they are set", () => {
    const keys = { ...handler, timeout: "1s", total_timeout: "1h", heartbeat_timeout: "5s" };
    expect(compileStep(keys)?.attempts).toEqual({
      timeoutMs: 1_000,
      totalTimeoutMs: 3_600_000,
      heartbeatTimeoutMs: 5_000,
    });
  });

  it("have 5 s when relaxed, 5 minutes otherwise", () => {
    expect(compileStep({ ...handler, durability: "relaxed" })?.attempts?.timeoutMs).toBe(5_000);
    expect(compileStep(handler)?.attempts?.timeoutMs).toBe(300_000);
  });

  it("have `defaults.timeout` when relaxed, which counts as set", () => {
    const defaults = { timeout: "1m", durability: "relaxed" };
    expect(compileStep(handler, { defaults })).toMatchObject({
      attempts: { timeoutMs: 60_000 },
      relaxed: true,
      slow: true,
    });
  });

  it("are for what calls a handler or delivers a signal, and for nothing else", () => {
    expect(compileStep({ type: "send", message: 1 })?.attempts).toBeDefined();
    expect(compileStep({ type: "note" }, { defaults: { timeout: "1m" } })).toEqual({ type: "note", effects: "none" });
  });
});

describe("durability", () => {
  it("is a task's own, else its container's, else that of `defaults`", () => {
    const { steps } = compile(
      [
        {
          id: "f",
          type: "fan",
          durability: "strict",
          branches: [
            { id: "a", ...handler },
            { id: "b", ...handler, durability: "relaxed" },
          ],
          on_success: { next: "c" },
        },
        { id: "c", ...handler },
      ],
      { defaults: { durability: "relaxed" } },
    );
    expect(["f", "a", "b", "c"].map((id) => steps[id]?.relaxed ?? false)).toEqual([false, false, true, true]);
  });

  it.each([
    [{ timeout: "6s" }, true],
    [{ timeout: "5s" }, false],
    [{ heartbeat_timeout: "1s" }, true],
    [{}, false],
  ])("makes a relaxed task with %j slow: %s", (keys, slow) => {
    expect(compileStep({ ...handler, durability: "relaxed", ...keys })?.slow ?? false).toBe(slow);
  });
});
