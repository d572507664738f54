import { afterEach, describe, expect, it } from "vitest";
import { isTaskloomError } from "@taskloom/shared";
import { createEngine, defineHandlers, defineWorkflow, TaskError, type WorkflowEngine } from "./index.js";

const handlers = defineHandlers({
  "order.charge": (input) => ({ charged: input }),
  "order.refuse": () => {
    throw new TaskError("declined", { type: "CardDeclined", retryable: false });
  },
});

let engine: WorkflowEngine | undefined;

afterEach(async () => engine?.close());

async function run(definition: object): Promise<unknown> {
  engine = await createEngine({ handlers });
  const { runId } = await engine.start({ definition: engine.compile(definition), input: {}, requestId: "1" });
  for await (const _ of engine.watch(runId)) continue;
  const { status, output, error } = await engine.get(runId);
  return { status, output, error: error === null ? null : { code: error.code, type: error.type } };
}

describe("an engine of one's own", () => {
  it("runs what defineWorkflow gives, with handlers of the program", async () => {
    const workflow = defineWorkflow<typeof handlers>({
      id: "order",
      tasks: [{ id: "charge", action: "order.charge", with: { amount: 3 } }],
    });
    expect(await run(workflow)).toStrictEqual({
      status: "completed",
      output: { charge: { charged: { amount: 3 } } },
      error: null,
    });
  });

  it("fails a task with the type that its handler gave", async () => {
    const result = await run({ id: "order", tasks: [{ id: "refuse", action: "order.refuse" }] });
    expect(result).toMatchObject({ status: "failed", error: { code: "HANDLER_FAILED", type: "CardDeclined" } });
  });

  it("refuses a definition with everything that is wrong with it", async () => {
    engine = await createEngine();
    const { compile } = engine;
    const wrong = { id: "order", tasks: [{ id: "a", action: "x", on_success: { next: "b" } }], strat: "a" };
    expect(() => compile(wrong)).toThrow(
      expect.objectContaining({
        code: "DEFINITION_INVALID",
        details: {
          diagnostics: expect.arrayContaining([
            expect.objectContaining({ code: "TASK_UNKNOWN_NEXT" }),
            expect.objectContaining({ code: "KEY_UNKNOWN" }),
          ]) as unknown,
        },
      }) as Error,
    );
  });

  it("refuses a cron text that never comes, and what the engine cannot honour", async () => {
    engine = await createEngine();
    const { compile } = engine;
    const definition = { id: "order", tasks: [{ id: "a", action: "x", task_queue: "gpu" }] };
    expect(codesOf(() => compile(definition))).toStrictEqual(["OPTION_NOT_SUPPORTED"]);
    const triggers = [{ type: "schedule", cron: "99 * * * *" }];
    expect(codesOf(() => compile({ ...definition, triggers }))).toStrictEqual(["SCHEDULE_INVALID"]);
  });
});

/** The codes of the diagnostics with which a definition is refused. */
function codesOf(refuse: () => unknown): unknown {
  try {
    return refuse();
  } catch (error) {
    return isTaskloomError(error)
      ? (error.details as { diagnostics: { code: string }[] }).diagnostics.map(({ code }) => code)
      : error;
  }
}
