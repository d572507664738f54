import { createEngineHandlers } from "@taskloom/contracts";
import type { JsonObject } from "@taskloom/interfaces";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isTemporalSkipped } from "../../../scripts/temporal/server-address.fixture.js";
import { compile, createTestEngine, runToEnd, type TestEngine } from "./engine.fixture.js";
import { countHistory, type HistoryCounts } from "./history.fixture.js";

let made: TestEngine;
beforeAll(async () => {
  made = await createTestEngine(createEngineHandlers());
});
afterAll(async () => made.close());

async function count(definition: JsonObject): Promise<HistoryCounts> {
  const document = await runToEnd(made.engine, compile(definition));
  expect(document).toMatchObject({ status: "completed", error: null });
  return countHistory(made.setting.client, document.run_id);
}

/** A sequence of handlers; after each, these steps. */
function sequence(
  length: number,
  between: (index: number, next: string) => readonly JsonObject[] = () => [],
): JsonObject {
  const tasks = Array.from({ length }, (_, index) => {
    const last = index === length - 1;
    const next = last ? "end" : `t${index + 1}`;
    const steps = last ? [] : between(index, next);
    const task = { id: `t${index}`, action: "echo", with: index };
    return [last ? task : { ...task, on_success: { next: steps[0]?.["id"] ?? next } }, ...steps];
  });
  return { tasks: tasks.flat() };
}

const decisions = (index: number, next: string): readonly JsonObject[] => [
  {
    id: `a${index}`,
    type: "aggregate",
    outputs: { n: `{{ tasks.t${index}.output }}` },
    on_success: { next: `r${index}` },
  },
  { id: `r${index}`, type: "router", condition: "'go'", routes: { go: next } },
];

const children = (count: number): JsonObject[] =>
  Array.from({ length: count }, (_, index) => ({ id: `c${index}`, action: "echo", with: index }));

describe.skipIf(isTemporalSkipped)("a strict sequence", () => {
  it("of N basic tasks has N activities and at most 6 N + 15 events", async () => {
    const { activities, events } = await count(sequence(10));
    expect(activities).toBe(10);
    expect(events).toBeLessThanOrEqual(6 * 10 + 15);
  });

  it("costs no more with routers and aggregates between its tasks", async () => {
    const { activities, events } = await count(sequence(10, decisions));
    expect(activities).toBe(10);
    expect(events).toBeLessThanOrEqual(6 * 10 + 15);
  });
});

describe.skipIf(isTemporalSkipped)("a container", () => {
  const parallel = { id: "p", type: "parallel", tasks: children(5) };
  const first = { id: "first", action: "echo", on_success: { next: "p" } };

  it("of N children has N activities when a call precedes it", async () => {
    expect((await count({ tasks: [first, parallel] })).activities).toBe(1 + 5);
  });

  it("has one more for its preparation when the run begins with it", async () => {
    expect((await count({ tasks: [parallel] })).activities).toBe(1 + 5);
  });

  it("has one more when it has `outputs`", async () => {
    const shaped = { ...parallel, outputs: { all: "{{ output }}" } };
    expect((await count({ tasks: [first, shaped] })).activities).toBe(1 + 5 + 1);
  });

  it("has one more when the run ends with it and has `outputs`", async () => {
    const outputs = { all: "{{ tasks.p.output }}" };
    expect((await count({ tasks: [first, parallel], outputs })).activities).toBe(1 + 5 + 1);
  });
});

describe.skipIf(isTemporalSkipped)("a relaxed run", () => {
  const relaxed = { defaults: { durability: "relaxed" } };

  it("of 100 short tasks has at most 15 events", async () => {
    const { events, activities, markers } = await count({ ...relaxed, ...sequence(100) });
    expect(events).toBeLessThanOrEqual(15);
    expect(markers).toBeGreaterThan(0);
    expect(activities).toBeLessThanOrEqual(1);
  });

  it("of three tasks is one workflow task", async () => {
    const { workflowTasks, activities } = await count({ ...relaxed, ...sequence(3) });
    expect({ workflowTasks, activities }).toStrictEqual({ workflowTasks: 1, activities: 0 });
  });
});
