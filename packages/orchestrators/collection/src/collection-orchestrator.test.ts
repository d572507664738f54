import type { ContainerCounts, Directive, JsonObject } from "@taskloom/interfaces";
import { createMemoryPorts, createPrepareInput, describeTaskOrchestrator } from "@taskloom/contracts";
import type { TaskOrchestratorCase } from "@taskloom/contracts";
import { loadChildSpec } from "@taskloom/shared";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CollectionConfig } from "./collection-config.js";
import { createCollectionOrchestrator } from "./collection-orchestrator.js";
import type { CollectionOrchestrator } from "./collection-orchestrator.js";
import { taskType } from "./task-type.js";

const task: CollectionConfig = { id: "each", items: ["a", "b"], task: {} };
const counts: ContainerCounts = { total: 2, pending: 0, running: 0, completed: 1, failed: 1, canceled: 0, skipped: 0 };

describeTaskOrchestrator({
  taskType,
  sample: {
    task,
    success: {
      kind: "children",
      status: "completed",
      counts,
      children: [{ id: "each-0", status: "completed", output: "A", error: null }],
      output: ["A", null],
    },
    output: ["A", null],
    failure: ({ error }) => ({ kind: "children", status: "failed", counts, children: [], output: [null, null], error }),
  },
});

const NO_WORK: readonly TaskOrchestratorCase[] = [
  "a handler throws a retryable error",
  "a handler throws a NonRetryableError",
  "the last attempt fails",
  "an attempt is timed out",
  "the total time-out has passed",
  "the heartbeat is lost",
  "cancelled while running",
];

describeTaskOrchestrator({
  taskType,
  name: "no item left",
  sample: { task: { ...task, filter: "false" }, output: [] },
  skip: [{ reason: "Without an item there is no work that could fail.", tests: NO_WORK }],
});

function createOrchestrator(): CollectionOrchestrator {
  return createCollectionOrchestrator(createMemoryPorts());
}

async function prepare(changes: Partial<CollectionConfig>, variables: JsonObject = {}): Promise<Directive> {
  return createOrchestrator().prepareExecution(createPrepareInput({ ...task, ...changes }, { variables }));
}

const settle = { succeed: "all", cancelLosers: false, waitForLosers: false, order: "listed" };

describe("a collection", () => {
  it("says how many items its filter left out", async () => {
    expect(await prepare({ items: [1, 2, 3], filter: "item > 2" })).toMatchObject({ kind: "children", skipped: 2 });
    expect(await prepare({ items: [1, 2, 3] })).not.toHaveProperty("skipped");
  });

  it("runs a child for each item, and its output is a list", async () => {
    expect(await prepare({})).toStrictEqual({
      kind: "children",
      source: {
        children: [
          { step: "each/item", id: "each-0", index: 0, scope: { item: "a", source_index: 0, index: 0 } },
          { step: "each/item", id: "each-1", index: 1, scope: { item: "b", source_index: 1, index: 1 } },
        ],
      },
      window: 100,
      settle,
      collect: "list",
      ask: "never",
    });
  });

  it("`items` may be a template, and a template in a list", async () => {
    const orders = ["x", "y", "z"];
    expect(await prepare({ items: "{{ orders }}" }, { orders })).toMatchObject({
      source: { children: [{ scope: { item: "x" } }, { scope: { item: "y" } }, { scope: { item: "z" } }] },
    });
    expect(await prepare({ items: ["{{ orders[2] }}"] }, { orders })).toMatchObject({
      source: { children: [{ scope: { item: "z" } }] },
    });
  });

  it("`index` counts after the filter, `source_index` before", async () => {
    expect(await prepare({ items: "a..d", filter: "item != 'b'" })).toMatchObject({
      source: {
        children: [
          { id: "each-0", index: 0, scope: { item: "a", index: 0, source_index: 0 } },
          { id: "each-1", index: 1, scope: { item: "c", index: 1, source_index: 2 } },
          { id: "each-2", index: 2, scope: { item: "d", index: 2, source_index: 3 } },
        ],
      },
    });
  });

  it("children are numbered without gaps, and know which item they are for", async () => {
    const items = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 });
    const property = fc.asyncProperty(items, fc.integer({ min: 0, max: 9 }), async (items, limit) => {
      const config = { ...task, items: JSON.stringify(items), filter: `item < ${limit}` };
      const children = await createOrchestrator().prepareChildren(createPrepareInput(config));
      const positions = [...items.keys()].filter((position) => (items[position] ?? 0) < limit);
      const expected = positions.map((position, index) => ({
        step: "each/item",
        id: `each-${index}`,
        index,
        scope: { item: items[position], source_index: position, index },
      }));
      expect(children).toStrictEqual(expected);
    });
    await fc.assert(property);
  });

  it("empty after the filter it is completed with `[]` and without a child, and `outputs` apply", async () => {
    const empty: Partial<CollectionConfig> = { filter: "item == 'c'" };
    expect(await prepare(empty)).toStrictEqual({ kind: "done", status: "completed", output: [] });
    expect(await prepare({ ...empty, outputs: { n: "{{ size(output) + size(children) }}" } })).toStrictEqual({
      kind: "done",
      status: "completed",
      output: { n: 0 },
    });
  });

  it.for([
    [{}, { window: 100 }],
    [{ max_concurrency: 5 }, { window: 5 }],
    [{ mode: "parallel", max_concurrency: 0 }, { window: 100 }],
    [{ mode: "sequential" }, { window: 1 }],
    [{ mode: "sequential", max_concurrency: 5 }, { window: 1 }],
    [
      { mode: "sequential", batch_size: 3 },
      { window: 3, batch: 3 },
    ],
    [
      { mode: "sequential", batch_size: 3, max_concurrency: 2 },
      { window: 2, batch: 3 },
    ],
    [
      { mode: "sequential", batch_size: 500 },
      { window: 100, batch: 500 },
    ],
  ] as const)("%o runs with %o", async ([keys, pace]) => {
    const { window, batch } = { batch: undefined, ...((await prepare(keys)) as { window: number; batch?: number }) };
    expect({ window, batch }).toStrictEqual({ batch: undefined, ...pace });
  });

  it("takes the share of tolerated failures from the children after the filter", async () => {
    const keys = { items: "1..100", filter: "item <= 39", tolerated_failures: "5%" };
    expect(await prepare(keys)).toMatchObject({ settle: { ...settle, toleratedFailures: 1 } });
  });

  it("with race it ends with the first success", async () => {
    expect(await prepare({ strategy: "race" })).toMatchObject({
      settle: { succeed: "first", stopOn: "success", cancelLosers: true },
    });
  });

  it("`items` that are neither list, map, JSON text nor range are ITEMS_INVALID at run time", async () => {
    await expect(prepare({ items: "{{ 5 }}" })).rejects.toMatchObject({ code: "ITEMS_INVALID" });
  });

  it("knows before they run how many children it has and how many items were left out", async () => {
    const config: CollectionConfig = { ...task, items: "1..9", filter: "item > 2", mode: "sequential", batch_size: 4 };
    expect(await createOrchestrator().getChildrenMetadata(createPrepareInput(config))).toStrictEqual({
      count: 7,
      skipped: 2,
      window: 4,
      batch: 4,
    });
  });

  it("keeps many children in the store, and preparing them again gives the same hash", async () => {
    const ports = createMemoryPorts();
    const input = createPrepareInput({ ...task, items: "1..10000", filter: "item % 2 == 0" });
    const directive = await createCollectionOrchestrator(ports).prepareExecution(input);
    expect(directive).toMatchObject({ kind: "children", source: { count: 5_000, step: "each/item" } });
    expect(await createOrchestrator().prepareExecution(input)).toStrictEqual(directive);
    if (directive.kind !== "children" || "children" in directive.source) throw new Error("The children are listed.");
    expect(await loadChildSpec(ports.store, directive.source, 4_999)).toStrictEqual({
      step: "each/item",
      id: "each-4999",
      index: 4_999,
      scope: { item: 10_000, index: 4_999, source_index: 9_999 },
    });
  });
});
