import { createCallContext } from "./call-context.fixture.js";
import { describe, expect, it } from "vitest";
import { createOrchestratorFactory } from "./orchestrator-factory.js";
import { createSource } from "./orchestrator-source.fixture.js";

describe("the orchestrator factory", () => {
  it("makes the orchestrator of a type, with the context of the call", () => {
    const context = createCallContext();
    const factory = createOrchestratorFactory([createSource("first"), createSource("second")]);
    expect(factory.create("second", context)).toMatchObject({ type: "second", context });
  });

  it("makes another one for each call", () => {
    const factory = createOrchestratorFactory([createSource("first")]);
    const orchestrators = [createCallContext(), createCallContext()].map((context) => factory.create("first", context));
    expect(orchestrators[0]).not.toBe(orchestrators[1]);
  });

  it("lists the registered types in the order of their registration", () => {
    const factory = createOrchestratorFactory([createSource("second"), createSource("first")]);
    factory.register(createSource("ninth"));
    expect(factory.types()).toStrictEqual(["second", "first", "ninth"]);
  });

  it("a type that is registered later is made like the others", () => {
    const factory = createOrchestratorFactory([]);
    factory.register(createSource("ninth"));
    expect(factory.create("ninth", createCallContext()).type).toBe("ninth");
  });

  it("registering a type twice is TASK_TYPE_DUPLICATE, and the first stays", () => {
    const factory = createOrchestratorFactory([createSource("first")]);
    const impostor = createSource("impostor");
    expect(() => factory.register({ ...impostor, type: "first" })).toThrow(
      expect.objectContaining({ code: "TASK_TYPE_DUPLICATE", details: { type: "first" } }),
    );
    expect(factory.create("first", createCallContext()).type).toBe("first");
  });

  it("a list with a type twice is TASK_TYPE_DUPLICATE", () => {
    const twice = [createSource("first"), createSource("first")];
    expect(() => createOrchestratorFactory(twice)).toThrow(expect.objectContaining({ code: "TASK_TYPE_DUPLICATE" }));
  });

  it("an unknown type is TASK_TYPE_UNKNOWN, naming it, the nearest and the registered ones", () => {
    const factory = createOrchestratorFactory([createSource("router"), createSource("parallel")]);
    const details = { type: "paralel", nearest: "parallel", registered: ["router", "parallel"] };
    expect(() => factory.create("paralel", createCallContext())).toThrow(
      expect.objectContaining({ code: "TASK_TYPE_UNKNOWN", details }),
    );
  });

  it("an unknown type that is near to none names no nearest", () => {
    const factory = createOrchestratorFactory([createSource("router")]);
    const details = { type: "subworkflow", nearest: null, registered: ["router"] };
    expect(() => factory.create("subworkflow", createCallContext())).toThrow(expect.objectContaining({ details }));
  });

  it("without any registered type every type is unknown", () => {
    const details = { type: "router", nearest: null, registered: [] };
    expect(() => createOrchestratorFactory([]).create("router", createCallContext())).toThrow(
      expect.objectContaining({ code: "TASK_TYPE_UNKNOWN", details }),
    );
  });
});
