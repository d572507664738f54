import { describe, expect, it } from "vitest";
import type { CollectionConfig } from "./collection-config.js";
import { taskType } from "./task-type.js";

const config: CollectionConfig = { id: "each", items: "{{ input }}", task: { title: "Send" } };
const codes = (keys: Partial<CollectionConfig>): readonly string[] | undefined =>
  taskType.check?.({ ...config, ...keys }).map(({ code, pointer }) => [code, ...pointer].join(" "));

describe("the collection task type", () => {
  it("nests its template, which may have a templated id", () => {
    expect(taskType.children(config)).toStrictEqual([
      {
        task: config.task,
        pointer: ["task"],
        names: ["item", "source_index", "index"],
        defaultId: "each/item",
        templatedId: true,
      },
    ]);
  });

  it("`tasks` are a composite of their own for each item", () => {
    const tasks = [{ id: "load" }, { id: "store" }];
    expect(taskType.children({ id: "each", items: [], tasks })).toMatchObject([
      { task: { type: "composite", tasks }, pointer: [], defaultId: "each/item", templatedId: true },
    ]);
  });

  it("custom names can be used in the item's tasks, that of the item in the filter too", () => {
    const named: CollectionConfig = { ...config, item_var: "order", index_var: "place", filter: "order.open" };
    expect(taskType.children(named)[0]?.names).toStrictEqual(["item", "source_index", "order", "index", "place"]);
    expect(taskType.expressions(named)).toStrictEqual([
      { pointer: ["items"], kind: "template", value: "{{ input }}" },
      { pointer: ["filter"], kind: "cel", value: "order.open", variables: ["item", "source_index", "order"] },
    ]);
  });

  it("without a filter, `items` is its only expression", () => {
    expect(taskType.expressions(config)).toStrictEqual([
      { pointer: ["items"], kind: "template", value: "{{ input }}" },
    ]);
  });

  it("has no transitions, signals or effects", () => {
    expect(taskType.next(config)).toStrictEqual([]);
    expect(taskType.signals(config)).toStrictEqual([]);
    expect(taskType.effects(config)).toBe("none");
  });

  it("`task` and `tasks` both, or neither, are TASK_AND_TASKS", () => {
    expect(codes({ tasks: [] })).toStrictEqual(["TASK_AND_TASKS tasks"]);
    expect(taskType.check?.({ id: "each", items: [] })).toMatchObject([{ code: "TASK_AND_TASKS", pointer: [] }]);
    expect(taskType.children({ id: "each", items: [] })).toStrictEqual([]);
  });

  it("`batch_size` outside the sequential mode is BATCH_NEEDS_SEQUENTIAL", () => {
    expect(codes({ batch_size: 2 })).toStrictEqual(["BATCH_NEEDS_SEQUENTIAL batch_size"]);
    expect(codes({ batch_size: 2, mode: "parallel" })).toStrictEqual(["BATCH_NEEDS_SEQUENTIAL batch_size"]);
    expect(codes({ batch_size: 2, mode: "sequential" })).toStrictEqual([]);
  });

  it("tolerated failures without wait_all are TOLERANCE_NEEDS_WAIT_ALL", () => {
    const keys: Partial<CollectionConfig> = { strategy: "fail_fast", tolerated_failures: 1 };
    expect(codes(keys)).toStrictEqual(["TOLERANCE_NEEDS_WAIT_ALL tolerated_failures"]);
  });

  it("custom names that hide the item's own or each other are NAME_RESERVED", () => {
    expect(codes({ item_var: "item" })).toStrictEqual(["NAME_RESERVED item_var"]);
    expect(codes({ item_var: "index" })).toStrictEqual(["NAME_RESERVED item_var"]);
    expect(codes({ index_var: "source_index" })).toStrictEqual(["NAME_RESERVED index_var"]);
    expect(codes({ item_var: "x", index_var: "x" })).toStrictEqual(["NAME_RESERVED index_var"]);
    expect(codes({ item_var: "order", index_var: "place" })).toStrictEqual([]);
  });

  it.for([
    { items: [], task: {} },
    { items: "1..5", tasks: [{}], filter: "true", mode: "sequential", batch_size: 1 },
    { items: {}, task: {}, item_var: "order", index_var: "_n", strategy: "race", timeout: "1m", max_concurrency: 0 },
  ])("accepts %o", (keys) => {
    expect(taskType.configSchema.safeParse(keys).success).toBe(true);
  });

  it.for([
    { task: {} },
    { items: [], task: {}, batch_size: 0 },
    { items: [], task: {}, mode: "serial" },
    { items: [], task: {}, item_var: "my-item" },
    { items: [], task: {}, filter: true },
    { items: [], task: {}, max_concurrency: -1 },
    { items: [], tasks: {} },
  ])("refuses %o", (keys) => {
    expect(taskType.configSchema.safeParse(keys).success).toBe(false);
  });
});
