import { afterEach, describe, expect, it } from "vitest";
import { awaitEnd, compile, createTestEngine, runToEnd } from "./engine.fixture.js";
import type { EmbeddedEngine } from "./embedded-engine.js";

let engine: EmbeddedEngine;
afterEach(async () => engine.close());

describe("the embedded engine", () => {
  it("runs a sequence of tasks, each of which sees the ones before", async () => {
    engine = createTestEngine({ double: (n) => Number(n) * 2 });
    const definition = compile({
      tasks: [
        { id: "first", action: "double", with: "{{ workflow.input.n }}", on_success: { next: "second" } },
        { id: "second", action: "double", with: "{{ tasks.first.output }}" },
      ],
    });
    const document = await runToEnd(engine, definition, { n: 5 });
    expect(document).toMatchObject({ status: "completed", output: { first: 10, second: 20 }, error: null });
    expect(document.tasks.map(({ path, status, attempts }) => [path, status, attempts])).toEqual([
      ["root/first", "completed", 1],
      ["root/second", "completed", 1],
    ]);
  });

  it("runs every type of task", async () => {
    engine = createTestEngine({ echo: (input) => input });
    const definition = compile({
      tasks: [
        { id: "make", action: "echo", with: { list: [3, 1, 2] }, on_success: { next: "each" } },
        {
          id: "each",
          type: "collection",
          items: "{{ tasks.make.output.list }}",
          filter: "item > 1",
          task: {
            type: "parallel",
            tasks: [
              { id: "a", action: "echo", with: "{{ item }}" },
              { id: "b", action: "echo", with: "{{ index }}" },
            ],
          },
          on_success: { next: "choose" },
        },
        {
          id: "choose",
          type: "router",
          condition: "size(tasks.each.output) == 2",
          routes: { true: "steps" },
          default: "steps",
        },
        {
          id: "steps",
          type: "composite",
          tasks: [
            { id: "one", action: "echo", with: 1 },
            { id: "two", action: "echo", with: "{{ tasks.one.output + 1 }}" },
          ],
          on_success: { next: "sum" },
        },
        {
          id: "sum",
          type: "aggregate",
          outputs: { all: "{{ tasks.each.output }}", two: "{{ tasks.steps.output.two }}" },
          on_success: { next: "pause" },
        },
        { id: "pause", type: "wait", wait_for: "go", condition: "signal.payload.ok", on_success: { next: "tell" } },
        { id: "tell", type: "signal", signal: { name: "nobody", payload: { x: 1 } } },
      ],
    });
    const { runId } = await engine.start({ definition, input: {}, requestId: "r" });
    const dropped = await engine.signal(runId, { name: "go", payload: { ok: false }, verdict: true });
    expect(dropped.verdict).toBe("dropped");
    const taken = await engine.signal(runId, { name: "go", payload: { ok: true }, verdict: true });
    expect(taken.verdict).toBe("taken");
    const document = await awaitEnd(engine, runId);
    expect(document.error).toBeNull();
    expect(document).toMatchObject({
      status: "completed",
      output: {
        sum: {
          all: [
            { a: 3, b: 0 },
            { a: 2, b: 1 },
          ],
          two: 2,
        },
        tell: { delivered: 0, started: 0 },
      },
    });
  });

  it("retries a failed attempt as its policy says", async () => {
    let calls = 0;
    engine = createTestEngine({
      flaky: () => {
        calls += 1;
        if (calls < 3) throw new Error("not yet");
        return calls;
      },
    });
    const definition = compile({ tasks: [{ id: "t", action: "flaky", retry: { initial_interval: 1 } }] });
    const document = await runToEnd(engine, definition);
    expect(document.tasks).toMatchObject([
      { status: "completed", attempts: 3, attempt_errors: [{ code: "HANDLER_FAILED" }, {}] },
    ]);
  });
});
