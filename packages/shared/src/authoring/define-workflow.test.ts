import { describe, expect, expectTypeOf, it } from "vitest";
import { loadDefinition } from "../definition/load-definition.js";
import { fixtureTypes } from "../definition/task-types.fixture.js";
import { defineHandler } from "./define-handler.js";
import { defineHandlers } from "./define-handlers.js";
import { defineWorkflow } from "./define-workflow.js";
import type { ActionOf } from "./define-workflow.js";

const handlers = defineHandlers({ "order.charge": defineHandler({ run: (input) => input }) });

describe("a workflow in TypeScript", () => {
  it("is the same definition as in YAML", () => {
    const workflow = defineWorkflow<typeof handlers>({
      id: "w",
      tasks: [{ id: "a", action: "order.charge", with: { n: "{{ workflow.input.n }}" } }],
    });
    const yaml = 'id: w\ntasks: [{ id: a, action: order.charge, with: { n: "{{ workflow.input.n }}" } }]';
    const options = { taskTypes: fixtureTypes };
    const [one, other] = [
      loadDefinition({ value: workflow }, options),
      loadDefinition({ text: yaml, format: "yaml" }, options),
    ];
    expect(one.compiled?.hash).toBe(other.compiled?.hash);
  });

  it("can have the actions of its handlers, and those that come with Taskloom", () => {
    expectTypeOf<ActionOf<typeof handlers>>().toEqualTypeOf<"order.charge" | `core.${string}`>();
    expectTypeOf<ActionOf<Record<string, unknown>>>().toEqualTypeOf<string>();
    // @ts-expect-error -- there is no such handler
    const wrong = defineWorkflow<typeof handlers>({ id: "w", tasks: [{ id: "a", action: "order.chrage" }] });
    // @ts-expect-error -- inside a container neither
    defineWorkflow<typeof handlers>({ id: "w", tasks: [{ id: "p", type: "fan", tasks: [{ action: "nope" }] }] });
    expect(wrong.tasks).toHaveLength(1);
  });

  it("has the keys of YAML", () => {
    // @ts-expect-error -- the key is `input_schema`
    expect(defineWorkflow({ id: "w", inputSchema: {}, tasks: [] })).toHaveProperty("inputSchema");
  });
});
