import { describe, expect, it } from "vitest";
import { DEFAULT_LIMITS, type CompiledDefinition, type Limits } from "@taskloom/interfaces";
import { loadDefinition } from "./load-definition.js";
import { fixtureTypes } from "./task-types.fixture.js";

const VALUE = {
  id: "w",
  tasks: [{ id: "a", type: "sequence", steps: [{ id: "b", action: "x", with: "{{ 1 + (2 + (3)) }}" }] }],
};

const TEXT = JSON.stringify(VALUE);

function load(limits: Partial<Limits>) {
  return loadDefinition({ value: VALUE }, { taskTypes: fixtureTypes, limits });
}

function compile(limits: Partial<Limits>): CompiledDefinition | undefined {
  return load(limits).compiled;
}

/** With which codes the definition is refused, in each of its forms. */
function codesOf(limits: Partial<Limits>): readonly string[] {
  const options = { taskTypes: fixtureTypes, limits };
  const forms = [
    load(limits),
    loadDefinition({ text: TEXT, format: "json" }, options),
    loadDefinition({ text: TEXT, format: "yaml" }, options),
  ];
  return forms.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code));
}

describe("the limits of loading can be lowered", () => {
  it.each<[Partial<Limits>, Partial<Limits>, string]>([
    [{ definitionBytes: TEXT.length }, { definitionBytes: TEXT.length - 1 }, "DEFINITION_TOO_LARGE"],
    [{ nesting: 5 }, { nesting: 4 }, "DEFINITION_TOO_DEEP"],
    [{ containerNesting: 1 }, { containerNesting: 0 }, "DEFINITION_TOO_DEEP"],
    [{ tasks: 2 }, { tasks: 1 }, "DEFINITION_TOO_LARGE"],
    [{ expressionLength: 13 }, { expressionLength: 12 }, "EXPRESSION_TOO_LONG"],
    [{ expressionDepth: 10 }, { expressionDepth: 2 }, "EXPRESSION_TOO_DEEP"],
  ])("%j is enough, with %j the definition is %s", (enough, less, code) => {
    expect(codesOf(enough)).toStrictEqual([]);
    expect(codesOf(less)).toStrictEqual([code, code, code]);
  });

  it("and leave a plan and its hash as they are", () => {
    const { definitionBytes, nesting, tasks } = { definitionBytes: 900, nesting: 20, tasks: 10 };
    expect(compile({ definitionBytes, nesting, tasks, logLines: 10 })).toStrictEqual(compile({}));
  });
});

describe("the limits of runs", () => {
  it("stand in the plan where they are lower than the default", () => {
    const plan = compile({ items: 7, cancelGraceMs: 0, keptSignals: DEFAULT_LIMITS.keptSignals })?.plan;
    expect(plan?.limits).toStrictEqual({ items: 7, cancelGraceMs: 0 });
  });

  it("are not in a plan when they are the default, or would be higher", () => {
    expect(compile({ ...DEFAULT_LIMITS, items: 1e9 })).toStrictEqual(compile({}));
    expect(compile({})?.plan).not.toHaveProperty("limits");
  });

  it("make it another definition, so that each run finds its own plan", () => {
    const hashes = [compile({}), compile({ items: 7 }), compile({ items: 8 })].map((compiled) => compiled?.hash);
    expect(new Set(hashes).size).toBe(3);
    expect(compile({ items: 7 })?.hash).toBe(hashes[1]);
  });
});
