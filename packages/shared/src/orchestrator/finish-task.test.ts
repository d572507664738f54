import { createPrepareInput } from "@taskloom/contracts";
import type { DoneDirective, JsonObject, JsonValue, TaskConfig } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { failTask, finishTask } from "./finish-task.js";

function finish(keys: Omit<TaskConfig, "id">, output: JsonValue, variables?: JsonObject): DoneDirective {
  return finishTask(createPrepareInput({ id: "a", ...keys }, { input: { n: 5 } }), output, variables);
}

describe("after its work", () => {
  it("a task's output is that of its work", () => {
    expect(finish({}, { n: 1 })).toStrictEqual({ kind: "done", status: "completed", output: { n: 1 } });
  });

  it("`outputs` replace the output, and see the raw one beside the task's own variables", () => {
    const outputs = { raw: "{{ output.n }}", input: "{{ input.n }}", child: "{{ children.b.status }}" };
    const directive = finish({ outputs }, { n: 1 }, { children: { b: { status: "completed" } } });
    expect(directive.output).toStrictEqual({ raw: 1, input: 5, child: "completed" });
  });

  it("`output_schema` is checked on the raw output, before `outputs`", () => {
    const output_schema = { type: "object", properties: { n: { type: "string" } } };
    expect(() => finish({ output_schema, outputs: { n: "{{ output.missing }}" } }, { n: 1 })).toThrow(
      expect.objectContaining({ code: "OUTPUT_INVALID", retryable: false, details: [expect.anything()] }),
    );
    const directive = finish({ output_schema, outputs: { n: 1 } }, { n: "x" });
    expect(directive.output).toStrictEqual({ n: 1 });
  });

  it("a template of `outputs` that fails is OUTPUTS_FAILED, with the code of what failed", () => {
    expect(() => finish({ outputs: { n: "{{ output.missing }}" } }, {})).toThrow(
      expect.objectContaining({
        code: "OUTPUTS_FAILED",
        retryable: false,
        details: expect.objectContaining({ code: "EXPRESSION_MISSING" }) as unknown,
      }),
    );
  });

  it("an error is passed on as it came", () => {
    const error = { code: "TASK_TIMEOUT", type: "TASK_TIMEOUT", message: "slow", details: null, task: "root/a" };
    expect(failTask("timed_out", error)).toStrictEqual({ kind: "done", status: "timed_out", error });
  });
});
