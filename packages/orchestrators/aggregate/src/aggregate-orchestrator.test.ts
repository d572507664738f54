import { createPrepareInput, describeTaskOrchestrator } from "@taskloom/contracts";
import type { Directive, JsonObject } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import type { AggregateConfig } from "./aggregate-config.js";
import { createAggregateOrchestrator } from "./aggregate-orchestrator.js";
import { taskType } from "./task-type.js";

const variables = { tasks: { price: { status: "completed", output: { total: 12 }, error: null } } };

describeTaskOrchestrator({
  taskType,
  sample: {
    task: { id: "sum", outputs: { total: "{{ tasks.price.output.total }}" } },
    variables,
    output: { total: 12 },
  },
  skip: [
    { reason: "`outputs` are its work, so there is no raw output", tests: ["success with outputs"] },
    {
      reason: "nothing runs for it that could fail, run late or be stopped",
      tests: [
        "a handler throws a retryable error",
        "a handler throws a NonRetryableError",
        "the last attempt fails",
        "an attempt is timed out",
        "the total time-out has passed",
        "the heartbeat is lost",
        "cancelled while running",
        "a result after a time-out or cancel",
      ],
    },
  ],
});

describe("an aggregate task", () => {
  it("computes its output from what the run has", async () => {
    const outputs = {
      total: "{{ tasks.price.output.total * 2 }}",
      text: "n={{ workflow.input.n }}",
      nested: { list: ["{{ input.add }}", 1] },
    };
    const directive = await aggregate({ id: "sum", outputs }, { add: true });
    expect(directive).toStrictEqual({
      kind: "done",
      status: "completed",
      output: { total: 24, text: "n=2", nested: { list: [true, 1] } },
    });
  });

  it("fails with the missing reference when something has not run", async () => {
    const answer = aggregate({ id: "sum", outputs: { total: "{{ tasks.later.output }}" } });
    await expect(answer).rejects.toMatchObject({ code: "OUTPUTS_FAILED", details: { code: "EXPRESSION_MISSING" } });
  });

  it("checks its output against `output_schema`", async () => {
    const output_schema = { type: "object", properties: { n: { type: "number" } } };
    const fits = await aggregate({ id: "sum", outputs: { n: "{{ 1 + 1 }}" }, output_schema });
    expect(fits).toMatchObject({ status: "completed", output: { n: 2 } });
    const misfits = aggregate({ id: "sum", outputs: { n: "two" }, output_schema });
    await expect(misfits).rejects.toMatchObject({ code: "OUTPUT_INVALID" });
  });
});

async function aggregate(task: AggregateConfig, input: JsonObject = {}): Promise<Directive> {
  return createAggregateOrchestrator().prepareExecution(createPrepareInput(task, { variables, input }));
}
