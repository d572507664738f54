import { createPrepareInput, createStateInput } from "@taskloom/contracts";
import type { TaskConfig } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { createBaseOrchestrator } from "./base-orchestrator.js";

const task: TaskConfig = { id: "a", with: "{{ 1 + 1 }}" };
const response = { kind: "handler", status: "completed", output: 1 } as const;

describe("the base orchestrator", () => {
  const orchestrator = createBaseOrchestrator({
    type: "ninth",
    prepareExecution: ({ input }) => ({ kind: "execute", action: "a", input }),
  });

  it("has its type's name, and what the type says that it does first", async () => {
    expect(orchestrator.type).toBe("ninth");
    const directive = await orchestrator.prepareExecution(createPrepareInput(task, { input: 3 }));
    expect(directive).toStrictEqual({ kind: "execute", action: "a", input: 3 });
  });

  it("begins a task as all tasks begin", async () => {
    const state = await orchestrator.createState(createStateInput(task, "begin"));
    expect(state).toStrictEqual({ status: "running", input: 2 });
  });

  it("ends a task as its work did", async () => {
    const directive = await orchestrator.handleResponse({ ...createPrepareInput(task), response });
    expect(directive).toStrictEqual({ kind: "done", status: "completed", output: 1 });
  });

  it("leaves the end to a type that has an end of its own", async () => {
    const own = createBaseOrchestrator({
      type: "ninth",
      prepareExecution: ({ input }) => ({ kind: "execute", action: "a", input }),
      handleResponse: () => ({ kind: "done", status: "completed", output: "own" }),
    });
    const directive = await own.handleResponse({ ...createPrepareInput(task), response });
    expect(directive).toMatchObject({ output: "own" });
  });

  it("rejects with what a type throws, and never throws at once", async () => {
    const fault = new Error("not today");
    const failing = createBaseOrchestrator({
      type: "ninth",
      prepareExecution: () => {
        throw fault;
      },
    });
    await expect(failing.prepareExecution(createPrepareInput(task))).rejects.toBe(fault);
  });
});
