import { describe, expect, it } from "vitest";
import { createDefinitions } from "./index.js";
import { compile, TASK_TYPES } from "./test-world.fixture.js";

function define(id: string): ReturnType<typeof compile> {
  return compile({ id, env: { A: 1 }, tasks: [{ id: "work", action: "echo", env: { B: 2 } }] });
}

describe("definitions in memory", () => {
  it("are found by their hash, with the configuration and `env` of each step", () => {
    const definitions = createDefinitions(TASK_TYPES);
    const compiled = define("one");
    const known = definitions.add(compiled);
    expect(definitions.find(compiled.hash)).toBe(known);
    expect(known.task("work")).toMatchObject({ id: "work", type: "basic", action: "echo" });
    expect(known.env("work")).toStrictEqual({ A: 1, B: 2 });
    expect(known.env()).toStrictEqual({ A: 1 });
    expect(known.version).toBeNull();
    expect(known.outputs).toBeUndefined();
  });

  it("one that is added again is the same", () => {
    const definitions = createDefinitions(TASK_TYPES);
    const known = definitions.add(define("one"));
    expect(definitions.add(define("one"))).toBe(known);
  });

  it("the oldest go when there are more than 1,000", () => {
    const definitions = createDefinitions(TASK_TYPES);
    const compiled = define("one");
    const hashes = Array.from({ length: 1_001 }, (_, index) => `hash-${index}`);
    for (const hash of hashes) definitions.add({ ...compiled, hash });
    expect(definitions.find("hash-0")).toBeUndefined();
    expect(definitions.find("hash-1")).toBeDefined();
    expect(definitions.find("hash-1000")).toBeDefined();
  });
});
