import { createPrepareInput, describeTaskOrchestrator } from "@taskloom/contracts";
import type { ContainerCounts, Directive, JsonValue, TaskError, TaskResponse } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import type { RouterConfig } from "./router-config.js";
import { createRouterOrchestrator } from "./router-orchestrator.js";
import { taskType } from "./task-type.js";

const byId: RouterConfig = { id: "pick", condition: "kind", routes: { big: "large", small: "little" } };
const inline: RouterConfig = { id: "pick", condition: "kind", routes: { big: { id: "pack" } } };
const variables = { kind: "big" };

const counts: ContainerCounts = { total: 1, pending: 0, running: 0, completed: 1, failed: 0, canceled: 0, skipped: 0 };

function complete(output: JsonValue): TaskResponse {
  const child = { id: "pack", status: "completed", output, error: null } as const;
  return { kind: "children", status: "completed", counts, children: [child], output };
}

function fail(status: "failed" | "timed_out" | "canceled", error: TaskError): TaskResponse {
  const children = [{ id: "pack", status, output: null, error }];
  return { kind: "children", status: "failed", counts, children, output: null, error };
}

describeTaskOrchestrator({
  taskType,
  name: "to a task",
  sample: { task: byId, variables, output: { condition: "big", route_taken: "large" } },
  skip: [
    {
      reason: "it ends with its first directive: the task that it leads to is no part of it",
      tests: [
        "a handler throws a retryable error",
        "a handler throws a NonRetryableError",
        "the last attempt fails",
        "an attempt is timed out",
        "the total time-out has passed",
        "the heartbeat is lost",
        "cancelled while running",
        "a result after a time-out or cancel",
      ],
    },
  ],
});

describeTaskOrchestrator({
  taskType,
  name: "with an inline task",
  sample: {
    task: inline,
    variables,
    success: complete({ packed: 2 }),
    output: { packed: 2 },
    failure: ({ status, error }) => fail(status, error),
    passesStatus: true,
  },
});

describe("a route to a task", () => {
  it("is the transition, and the output says what was taken", async () => {
    expect(await route(byId, { kind: "small" })).toStrictEqual({
      kind: "done",
      status: "completed",
      output: { condition: "small", route_taken: "little" },
      next: "little",
    });
  });

  it.for<[JsonValue, string]>([
    ["1", "a"],
    [1, "a"],
    [1.5, "b"],
    [true, "c"],
    [" 1", "d"],
    [[1, 2], "e"],
    [{ a: 1 }, "f"],
  ])("%o is compared as text, exactly", async ([kind, expected]) => {
    const routes = { "1": "a", "1.5": "b", true: "c", " 1": "d", "[1,2]": "e", '{"a":1}': "f" };
    expect(await route({ ...byId, routes }, { kind })).toMatchObject({ next: expected });
  });

  it("is found among the router's own keys only", async () => {
    const answer = route(byId, { kind: "constructor" });
    await expect(answer).rejects.toMatchObject({ code: "NO_ROUTE" });
  });

  it("is the default when no text fits", async () => {
    const directive = await route({ ...byId, default: "other" }, { kind: "huge" });
    expect(directive).toMatchObject({ next: "other", output: { condition: "huge", route_taken: "other" } });
  });

  it("keeps its transition when `outputs` shape the output", async () => {
    const outputs = { taken: "{{ output.route_taken }}" };
    expect(await route({ ...byId, outputs })).toMatchObject({ next: "large", output: { taken: "large" } });
  });
});

describe("no route", () => {
  it("NO_ROUTE lists the routes", async () => {
    await expect(route(byId, { kind: "Big" })).rejects.toMatchObject({
      code: "NO_ROUTE",
      details: { condition: "Big", routes: ["big", "small"] },
    });
  });

  it.for([null, "", "  \n"])("a condition that gives %o is ROUTE_CONDITION_EMPTY, default or not", async (kind) => {
    const answer = route({ ...byId, default: "other" }, { kind });
    await expect(answer).rejects.toMatchObject({ code: "ROUTE_CONDITION_EMPTY" });
  });

  it("a condition that cannot be evaluated fails with its own code", async () => {
    const answer = route({ ...byId, condition: "tasks.missing.output" });
    await expect(answer).rejects.toMatchObject({ code: "EXPRESSION_MISSING" });
  });
});

describe("an inline task", () => {
  it("runs as the router's only child, and nobody asks the router again", async () => {
    expect(await route(inline)).toMatchObject({
      kind: "children",
      source: { children: [{ step: "pack", id: "pack" }] },
      window: 1,
      collect: "only",
      ask: "never",
    });
  });

  it("may be the default", async () => {
    const directive = await route({ ...byId, default: { id: "rest" } }, { kind: "huge" });
    expect(directive).toMatchObject({ source: { children: [{ step: "rest", id: "rest" }] } });
  });

  it("has an id that may be a template inside an item", async () => {
    const task = { ...inline, routes: { big: { id: "pack-{{ index }}" } } };
    const directive = await route(task, { kind: "big", index: 4 });
    expect(directive).toMatchObject({ source: { children: [{ step: "pack-{{ index }}", id: "pack-4" }] } });
  });

  it("is seen by `outputs` as `children`, and as `output` whatever its form", async () => {
    const outputs = {
      all: "{{ children.pack.output }}",
      first: "{{ output[0] }}",
      status: "{{ children.pack.status }}",
    };
    const input = createPrepareInput({ ...inline, outputs }, { variables });
    const directive = await createRouterOrchestrator().handleResponse({ ...input, response: complete([3, 4]) });
    expect(directive).toMatchObject({ status: "completed", output: { all: [3, 4], first: 3, status: "completed" } });
  });

  it("that was timed out leaves a router that was timed out", async () => {
    const error = { code: "TASK_TIMEOUT", type: "TASK_TIMEOUT", message: "too long", details: null, task: "root/x" };
    const input = createPrepareInput(inline, { variables });
    const directive = await createRouterOrchestrator().handleResponse({ ...input, response: fail("timed_out", error) });
    expect(directive).toStrictEqual({ kind: "done", status: "timed_out", error });
  });
});

async function route(task: RouterConfig, own: Record<string, JsonValue> = variables): Promise<Directive> {
  return createRouterOrchestrator().prepareExecution(createPrepareInput(task, { variables: own }));
}
