import type { ChildrenDirective, ContainerCounts } from "@taskloom/interfaces";
import { createMemoryPorts, createPrepareInput, describeTaskOrchestrator } from "@taskloom/contracts";
import { describe, expect, it } from "vitest";
import type { ParallelConfig } from "./parallel-config.js";
import { createParallelOrchestrator } from "./parallel-orchestrator.js";
import type { ParallelOrchestrator } from "./parallel-orchestrator.js";
import { taskType } from "./task-type.js";

const task: ParallelConfig = { id: "both", tasks: [{ id: "charge" }, { id: "notify" }] };
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
        { id: "charge", status: "completed", output: { paid: true }, error: null },
        { id: "notify", status: "completed", output: 1, error: null },
      ],
      output: { charge: { paid: true }, notify: 1 },
    },
    output: { charge: { paid: true }, notify: 1 },
    failure: ({ error }) => ({
      kind: "children",
      status: "failed",
      counts: { ...counts, completed: 1, failed: 1 },
      children: [],
      output: {},
      error,
    }),
  },
});

function createOrchestrator(): ParallelOrchestrator {
  return createParallelOrchestrator(createMemoryPorts());
}

async function prepare(changes: Partial<ParallelConfig>): Promise<ChildrenDirective> {
  const directive = await createOrchestrator().prepareExecution(createPrepareInput({ ...task, ...changes }));
  if (directive.kind !== "children") throw new Error(directive.kind);
  return directive;
}

describe("a parallel task", () => {
  it("runs its tasks at once and collects a map of the completed ones", async () => {
    expect(await prepare({})).toStrictEqual({
      kind: "children",
      source: {
        children: [
          { step: "charge", id: "charge" },
          { step: "notify", id: "notify" },
        ],
      },
      window: 100,
      settle: { succeed: "all", cancelLosers: false, waitForLosers: false, order: "listed" },
      collect: "map",
      ask: "never",
    });
  });

  it("has at most `max_concurrency` children open", async () => {
    expect(await prepare({ max_concurrency: 3 })).toMatchObject({ window: 3 });
    expect(await prepare({ max_concurrency: 0 })).toMatchObject({ window: 100 });
  });

  it("takes the share of tolerated failures from its children", async () => {
    const tasks = Array.from({ length: 39 }, (_, index) => ({ id: `t${index}` }));
    expect(await prepare({ tasks, tolerated_failures: "5%" })).toMatchObject({ settle: { toleratedFailures: 1 } });
  });

  it("children of an item are named by their rendered ids", async () => {
    const tasks = [{ id: "notify-{{ item }}" }, { id: "bill" }];
    const input = createPrepareInput({ ...task, tasks }, { variables: { item: "ann" } });
    expect(await createOrchestrator().prepareExecution(input)).toMatchObject({
      source: {
        children: [
          { step: "notify-{{ item }}", id: "notify-ann" },
          { step: "bill", id: "bill" },
        ],
      },
    });
  });

  it("`outputs` see each child's status, output and error by its id", async () => {
    const outputs = { paid: "{{ children.charge.output.paid }}", failed: "{{ children.notify.error.code }}" };
    const error = { code: "HANDLER_FAILED", type: "Error", message: "no", details: null, task: "root/both/notify" };
    const output = await createOrchestrator().handleResponse({
      ...createPrepareInput({ ...task, outputs, tolerated_failures: 1 }),
      response: {
        kind: "children",
        status: "completed",
        counts: { ...counts, completed: 1, failed: 1 },
        children: [
          { id: "charge", status: "completed", output: { paid: true }, error: null },
          { id: "notify", status: "failed", output: null, error },
        ],
        output: { charge: { paid: true } },
      },
    });
    expect(output).toStrictEqual({
      kind: "done",
      status: "completed",
      output: { paid: true, failed: "HANDLER_FAILED" },
    });
  });

  it("knows before they run how many children it has and how many may be open", async () => {
    const input = createPrepareInput({ ...task, max_concurrency: 1 });
    expect(await createOrchestrator().getChildrenMetadata(input)).toStrictEqual({ count: 2, skipped: 0, window: 1 });
  });
});
