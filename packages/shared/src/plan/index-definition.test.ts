import { describe, expect, it } from "vitest";
import { loadDefinition } from "../definition/load-definition.js";
import { fixtureTypes } from "../definition/task-types.fixture.js";
import { indexDefinition } from "./index-definition.js";

const options = { taskTypes: fixtureTypes };

const { compiled } = loadDefinition(
  {
    value: {
      id: "w",
      env: { A: 1, B: 1, C: 1 },
      outputs: { x: "{{ env.A }}" },
      tasks: [
        {
          id: "r",
          type: "repeat",
          items: [1],
          env: { B: 2, C: 2 },
          steps: [{ id: "a", action: "x", env: { C: 3 } }],
          on_success: { next: "b" },
        },
        { id: "b", action: "y" },
      ],
    },
  },
  options,
);

describe("the configuration of a step", () => {
  if (compiled === undefined) throw new Error("the definition is wrong");
  const index = indexDefinition({ definition: compiled.definition }, options);

  it("is found by hash and content alone, `id` and `type` filled in", () => {
    expect(index.task("a")).toEqual({ id: "a", type: "work", action: "x", env: { C: 3 } });
    expect(index.outputs).toEqual({ x: "{{ env.A }}" });
  });

  it("is there for steps that the task around made", () => {
    expect(index.task("r/item")).toMatchObject({ id: "r/item", type: "sequence", steps: [{ id: "a" }] });
  });

  it("has `env` merged over that of the containers and the workflow", () => {
    expect(index.env("a")).toEqual({ A: 1, B: 2, C: 3 });
    expect(index.env("r")).toEqual({ A: 1, B: 2, C: 2 });
    expect(index.env("b")).toEqual({ A: 1, B: 1, C: 1 });
  });

  it("is refused for a step that there is not", () => {
    expect(() => index.task("nope")).toThrow(expect.objectContaining({ code: "BUG" }));
  });

  it("needs the task types of the definition", () => {
    const taskTypes = fixtureTypes.filter(({ type }) => type !== "repeat");
    expect(() => indexDefinition(compiled, { taskTypes })).toThrow(
      expect.objectContaining({ code: "TASK_TYPE_UNKNOWN" }),
    );
  });
});
