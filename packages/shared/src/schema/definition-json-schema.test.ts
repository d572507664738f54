import type { JsonObject } from "@taskloom/interfaces";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomDefinition } from "../definition/random-definition.fixture.js";
import { fixtureTypes } from "../definition/task-types.fixture.js";
import { createDefinitionJsonSchema } from "./definition-json-schema.js";
import { compileSchema } from "./json-schema.js";

const schema = createDefinitionJsonSchema({ taskTypes: fixtureTypes });

function misfits(...tasks: readonly JsonObject[]): string[] {
  return compileSchema(schema)
    .check({ id: "w", tasks })
    .map(({ pointer }) => pointer);
}

describe("the JSON Schema of definitions", () => {
  it("is one that validators take", () => {
    expect(compileSchema(schema).check({ id: "w", tasks: [{ id: "a", action: "x" }] })).toEqual([]);
  });

  it("takes every definition that is right", () => {
    const compiled = compileSchema(schema);
    fc.assert(
      fc.property(randomDefinition, (definition) => {
        expect(compiled.check(definition)).toEqual([]);
      }),
    );
  });

  it("has one form for each task type; a task without `type` has that of the default", () => {
    expect(misfits({ id: "a", action: 5 })).toContain("/tasks/0/action");
    expect(misfits({ id: "a", type: "hold", awaits: 5 })).toContain("/tasks/0/awaits");
    expect(misfits({ id: "a", type: "nope" })).toContain("/tasks/0/type");
    expect(misfits({ id: "a", type: "note", action: "x" })).toContain("/tasks/0");
  });

  it("has the same forms for tasks inside tasks", () => {
    expect(misfits({ id: "f", type: "fan", branches: [{ id: "a", action: 5 }] })).toContain(
      "/tasks/0/branches/0/action",
    );
    expect(misfits({ id: "r", type: "repeat", items: [], each: { action: 5 } })).toContain("/tasks/0/each/action");
    expect(misfits({ id: "c", type: "choose", on: "x", cases: { a: "b", c: { type: "note" } } })).toEqual([]);
  });

  it("holds no trace of how it was made", () => {
    expect(JSON.stringify(schema)).not.toContain('taskloom"');
  });
});
