import type { ChildTaskManager, SignalHandler, StatusAggregator } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { asChildTaskManager, asSignalHandler, asStatusAggregator } from "./capabilities.js";
import { createBareOrchestrator } from "./orchestrator-source.fixture.js";

const bare = createBareOrchestrator("wait");

const childTaskManager: ChildTaskManager = {
  prepareChildren: async () => [],
  createChildren: async (_input, children) => ({ children }),
  getChildrenMetadata: async () => ({ count: 0, skipped: 0, window: 1 }),
};

const signalHandler: SignalHandler = {
  validateSignal: async () => ({ verdict: "taken" }),
  processSignal: async () => ({ kind: "done", status: "completed" }),
};

const statusAggregator: StatusAggregator = {
  calculateStatus: () => "running",
  shouldUpdateStatus: () => false,
};

const capabilities = [
  { name: "ChildTaskManager", ask: asChildTaskManager, methods: childTaskManager },
  { name: "SignalHandler", ask: asSignalHandler, methods: signalHandler },
  { name: "StatusAggregator", ask: asStatusAggregator, methods: statusAggregator },
];

describe.for(capabilities)("the capability $name", ({ ask, methods }) => {
  it("is that of an orchestrator that has its methods, whatever its type", () => {
    const able = { ...bare, ...methods };
    expect(ask(able)).toBe(able);
  });

  it("is not that of an orchestrator without its methods, whatever its type", () => {
    expect(ask(bare)).toBeUndefined();
  });

  it.for(Object.keys(methods))("is not there when %s is missing or no function", (method) => {
    expect(ask({ ...bare, ...methods, [method]: undefined })).toBeUndefined();
    expect(ask({ ...bare, ...methods, [method]: true })).toBeUndefined();
  });

  it("does not come with another capability", () => {
    const others = capabilities.filter((other) => other.ask !== ask).map((other) => ({ ...bare, ...other.methods }));
    expect(others.map((other) => ask(other))).toStrictEqual([undefined, undefined]);
  });
});
