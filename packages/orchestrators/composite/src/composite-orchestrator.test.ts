import type { ContainerCounts, Directive } from "@taskloom/interfaces";
import { createMemoryPorts, createPrepareInput, describeTaskOrchestrator } from "@taskloom/contracts";
import { describe, expect, it } from "vitest";
import type { CompositeConfig } from "./composite-config.js";
import { createCompositeOrchestrator } from "./composite-orchestrator.js";
import type { CompositeOrchestrator } from "./composite-orchestrator.js";
import { taskType } from "./task-type.js";

const task: CompositeConfig = { id: "steps", tasks: [{ id: "load" }, { id: "parse" }] };
const counts: ContainerCounts = { total: 2, pending: 0, running: 0, completed: 2, failed: 0, canceled: 0, skipped: 0 };

describeTaskOrchestrator({
  taskType,
  sample: {
    task,
    success: {
      kind: "children",
      status: "completed",
      counts,
      children: [
        { id: "load", status: "completed", output: "text", error: null },
        { id: "parse", status: "completed", output: [1], error: null },
      ],
      output: { load: "text", parse: [1] },
    },
    output: { load: "text", parse: [1] },
    failure: ({ error }) => ({
      kind: "children",
      status: "failed",
      counts: { ...counts, completed: 0, failed: 1, skipped: 1 },
      children: [],
      output: {},
      error,
    }),
  },
});

describeTaskOrchestrator({
  taskType,
  name: "empty",
  sample: { task: { id: "none", tasks: [] }, output: {} },
  skip: [
    {
      reason: "Without children there is no work that could fail, and the output is shaped at once.",
      tests: [
        "a handler throws a retryable error",
        "a handler throws a NonRetryableError",
        "the last attempt fails",
        "an attempt is timed out",
        "the total time-out has passed",
        "the heartbeat is lost",
        "cancelled while running",
      ],
    },
  ],
});

function createOrchestrator(): CompositeOrchestrator {
  return createCompositeOrchestrator(createMemoryPorts());
}

async function prepare(changes: Partial<CompositeConfig>): Promise<Directive> {
  return createOrchestrator().prepareExecution(createPrepareInput({ ...task, ...changes }));
}

describe("a composite task", () => {
  it("runs its tasks in order, one at a time; the first failure skips the rest and fails it", async () => {
    expect(await prepare({})).toStrictEqual({
      kind: "children",
      source: {
        children: [
          { step: "load", id: "load" },
          { step: "parse", id: "parse" },
        ],
      },
      window: 1,
      settle: { succeed: "all", stopOn: "failure", cancelLosers: true, waitForLosers: false, order: "listed" },
      collect: "map",
      ask: "never",
    });
  });

  it("fail_fast is the default", async () => {
    expect(await prepare({ strategy: "fail_fast" })).toStrictEqual(await prepare({}));
  });

  it("with best_effort it goes on after a failure, and is completed if at least one completed", async () => {
    const settle = { succeed: "any", cancelLosers: false, waitForLosers: false, order: "listed" };
    expect(await prepare({ strategy: "best_effort" })).toMatchObject({ window: 1, settle });
  });

  it("empty it completes with `{}`, and `outputs` apply", async () => {
    expect(await prepare({ tasks: [] })).toStrictEqual({ kind: "done", status: "completed", output: {} });
    expect(await prepare({ tasks: [], outputs: { children: "{{ children }}" } })).toMatchObject({
      output: { children: {} },
    });
  });

  it("a step of an item is named by its rendered id", async () => {
    const config = { ...task, tasks: [{ id: "load-{{ item }}" }] };
    const input = createPrepareInput(config, { variables: { item: "a" } });
    expect(await createOrchestrator().prepareChildren(input)).toStrictEqual([
      { step: "load-{{ item }}", id: "load-a" },
    ]);
  });

  it("knows before they run how many children it has, of which one is open at a time", async () => {
    const metadata = await createOrchestrator().getChildrenMetadata(createPrepareInput(task));
    expect(metadata).toStrictEqual({ count: 2, skipped: 0, window: 1 });
  });
});
