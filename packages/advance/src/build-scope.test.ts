import { describe, expect, it } from "vitest";
import type { JsonValue } from "@taskloom/interfaces";
import { TestRun } from "./test-run.fixture.js";
import { compile, TestWorld } from "./test-world.fixture.js";

/** What an aggregate after these tasks sees. */
async function seenAfter(tasks: readonly object[], outputs: object, more: object = {}): Promise<JsonValue | undefined> {
  const ids = tasks.map((_, index) => `t${index}`);
  const chain = tasks.map((task, index) => {
    const next = { next: ids[index + 1] ?? "see" };
    return { id: ids[index], action: "echo", on_success: next, on_error: next, ...task };
  });
  const definition = compile({ version: "3", tasks: [...chain, { id: "see", type: "aggregate", outputs }], ...more });
  const fail = (): never => {
    throw new Error("no");
  };
  const options = { input: { a: 1 }, labels: { team: "x" } };
  const run = await new TestRun(new TestWorld({ handlers: { fail } }), definition, options).toEnd();
  const output = run.tasks["root/see"]?.output;
  expect(run.state.error).toBeUndefined();
  return output && "value" in output ? output.value : undefined;
}

describe("what expressions see", () => {
  it("`workflow`: id, version, run_id, input, labels", async () => {
    expect(await seenAfter([], { all: "{{ workflow }}" })).toStrictEqual({
      all: { id: "flow", version: "3", run_id: "run-1", input: { a: 1 }, labels: { team: "x" } },
    });
  });

  it("a version that is not given is null", async () => {
    expect(await seenAfter([], { version: "{{ workflow.version }}" }, { version: undefined })).toStrictEqual({
      version: null,
    });
  });

  it("`tasks.<id>`: status and output of one that completed", async () => {
    expect(await seenAfter([{ with: 5 }], { task: "{{ tasks.t0 }}" })).toStrictEqual({
      task: { status: "completed", output: 5 },
    });
  });

  it("status and error of one that failed, and no output", async () => {
    const failed = { action: "fail", retry: { maximum_attempts: 1 } };
    const error = { code: "HANDLER_FAILED", type: "Error", message: "no", details: null, task: "root/t0" };
    expect(await seenAfter([failed], { task: "{{ tasks.t0 }}", error: "{{ error }}" })).toStrictEqual({
      task: { status: "failed", error },
      error,
    });
  });

  it("the status of one that was skipped", async () => {
    expect(await seenAfter([{ if: "false" }], { task: "{{ tasks.t0 }}" })).toStrictEqual({
      task: { status: "skipped" },
    });
  });

  it("`children.<id>` of a container", async () => {
    const tasks = [
      { id: "a", action: "echo", with: 1 },
      { id: "b", action: "fail", retry: { maximum_attempts: 1 } },
      { id: "c", action: "echo", if: "false" },
    ];
    const fork = { action: undefined, type: "parallel", strategy: "best_effort", tasks };
    expect(await seenAfter([fork], { children: "{{ tasks.t0.children }}" })).toMatchObject({
      children: {
        a: { status: "completed", output: 1, error: null },
        b: { status: "failed", output: null, error: { code: "HANDLER_FAILED" } },
        c: { status: "skipped", output: null, error: null },
      },
    });
  });

  it("the latest ended pass, so that a task's own expressions see the pass before", async () => {
    const definition = compile({
      tasks: [
        {
          id: "count",
          action: "echo",
          with: "{{ has(tasks.count) ? tasks.count.output + 1 : 1 }}",
          on_success: { next: "enough" },
        },
        {
          id: "enough",
          type: "router",
          condition: "tasks.count.output == 3",
          routes: { false: "count" },
          default: "end",
        },
        { id: "end", type: "aggregate", outputs: { n: "{{ tasks.count.output }}" } },
      ],
    });
    const run = await new TestRun(new TestWorld(), definition).toEnd();
    expect(run.output).toMatchObject({ end: { n: 3 } });
  });

  it("from the inside out: a sibling of the item, then the enclosing ones, then top level", async () => {
    const tasks = [
      { id: "first", action: "echo", with: "{{ item }}" },
      {
        id: "second",
        type: "aggregate",
        outputs: { all: "{{ [tasks.first.output, tasks.before.output, tasks.t0.output, index] }}" },
      },
    ];
    const each = { type: "collection", id: "each", items: [7, 8], tasks };
    const steps = { action: undefined, type: "composite", tasks: [{ id: "before", action: "echo", with: "b" }, each] };
    expect(
      await seenAfter([{ with: "top" }, steps], { all: "{{ tasks.t1.output.each.map(x, x.second.all) }}" }),
    ).toStrictEqual({
      all: [
        [7, "b", "top", 0],
        [8, "b", "top", 1],
      ],
    });
  });

  it("variables of nested items: the innermost hides the others, custom names stay", async () => {
    const inner = {
      type: "collection",
      items: "{{ [item * 10] }}",
      task: { action: "echo", with: "{{ [outer, item] }}" },
    };
    const outer = { action: undefined, type: "collection", items: [1, 2], item_var: "outer", task: inner };
    expect(await seenAfter([outer], { all: "{{ tasks.t0.output }}" })).toStrictEqual({ all: [[[1, 10]], [[2, 20]]] });
  });

  it("`env`: the workflow's with the containers' and the task's own merged over it, in the run's `outputs` the workflow's", async () => {
    const steps = {
      action: undefined,
      type: "composite",
      env: { B: 2 },
      tasks: [{ id: "a", type: "aggregate", env: { C: 3 }, outputs: { env: "{{ env }}" } }],
    };
    const env = { A: 1, B: 1, C: 1 };
    expect(
      await seenAfter([steps], { inside: "{{ tasks.t0.output.a.env }}", here: "{{ env }}" }, { env }),
    ).toStrictEqual({
      inside: { A: 1, B: 2, C: 3 },
      here: env,
    });
    const run = new TestRun(
      new TestWorld(),
      compile({ env, tasks: [{ id: "a", action: "echo" }], outputs: { env: "{{ env }}" } }),
    );
    await run.toEnd();
    expect(run.output).toStrictEqual({ env });
  });
});
