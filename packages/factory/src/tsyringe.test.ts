import { createCallContext } from "./call-context.fixture.js";
import { describe, expect, it } from "vitest";
import { createSource } from "./orchestrator-source.fixture.js";
import { ORCHESTRATOR_FACTORY, registerOrchestratorFactory } from "./tsyringe.js";

describe("the factory in a container", () => {
  it("is one, and knows the task types", async () => {
    const { container } = await import("tsyringe");
    const child = container.createChildContainer();
    registerOrchestratorFactory(child, [createSource("first")]);
    const factory = child.resolve(ORCHESTRATOR_FACTORY);
    expect(child.resolve(ORCHESTRATOR_FACTORY)).toBe(factory);
    expect(factory.create("first", createCallContext()).type).toBe("first");
  });

  it("is that of its container only", async () => {
    const { container } = await import("tsyringe");
    const [one, other] = [container.createChildContainer(), container.createChildContainer()];
    registerOrchestratorFactory(one, [createSource("first")]);
    registerOrchestratorFactory(other, [createSource("second")]);
    expect(one.resolve(ORCHESTRATOR_FACTORY).types()).toStrictEqual(["first"]);
    expect(other.resolve(ORCHESTRATOR_FACTORY).types()).toStrictEqual(["second"]);
    expect(container.isRegistered(ORCHESTRATOR_FACTORY)).toBe(false);
  });

  it("refuses a type that is there twice when it is first asked for", async () => {
    const { container } = await import("tsyringe");
    const child = container.createChildContainer();
    registerOrchestratorFactory(child, [createSource("first"), createSource("first")]);
    expect(() => child.resolve(ORCHESTRATOR_FACTORY)).toThrow(expect.objectContaining({ code: "TASK_TYPE_DUPLICATE" }));
  });
});
