import { createMemoryPorts, createPrepareInput, describeTaskOrchestrator } from "@taskloom/contracts";
import { describe, expect, it } from "vitest";
import type { BasicConfig } from "./basic-config.js";
import { createBasicOrchestrator } from "./basic-orchestrator.js";
import { taskType } from "./task-type.js";

const task: BasicConfig = { id: "charge", action: "card.charge" };

describeTaskOrchestrator({
  taskType,
  sample: {
    task,
    success: { kind: "handler", status: "completed", output: { charged: 3 } },
    output: { charged: 3 },
    failure: (end) => ({ kind: "handler", ...end }),
  },
});

describe("a basic task", () => {
  it("has its action called with the rendered input", async () => {
    const input = createPrepareInput(task, { input: { amount: 3, token: "secrets.TOKEN" } });
    const directive = await createBasicOrchestrator().prepareExecution(input);
    expect(directive).toStrictEqual({
      kind: "execute",
      action: "card.charge",
      input: { amount: 3, token: "secrets.TOKEN" },
    });
  });

  it("has a null input without `with`", async () => {
    const directive = await taskType.create(createMemoryPorts()).prepareExecution(createPrepareInput(task));
    expect(directive).toMatchObject({ kind: "execute", input: null });
  });

  it.for([{ error: "declined" }, { success: false }, null])(
    "takes %o from a handler for ordinary output: a handler fails only by throwing",
    async (output) => {
      const response = { kind: "handler", status: "completed", output } as const;
      const directive = await createBasicOrchestrator().handleResponse({ ...createPrepareInput(task), response });
      expect(directive).toStrictEqual({ kind: "done", status: "completed", output });
    },
  );

  it("`outputs` see the input beside the raw output", async () => {
    const shaped = { ...task, outputs: { asked: "{{ input.amount }}", charged: "{{ output.charged }}" } };
    const input = createPrepareInput(shaped, { input: { amount: 5 } });
    const response = { kind: "handler", status: "completed", output: { charged: 3 } } as const;
    const directive = await createBasicOrchestrator().handleResponse({ ...input, response });
    expect(directive).toMatchObject({ output: { asked: 5, charged: 3 } });
  });
});
