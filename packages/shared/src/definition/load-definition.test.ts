import type { JsonValue } from "@taskloom/interfaces";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { indexDefinition } from "../plan/index-definition.js";
import { loadDefinition } from "./load-definition.js";
import { randomDefinition, shuffleKeys } from "./random-definition.fixture.js";
import { fixtureTypes } from "./task-types.fixture.js";

const options = { taskTypes: fixtureTypes };

function hashOf(value: unknown): string | undefined {
  return loadDefinition({ value }, options).compiled?.hash;
}

describe("loading a definition", () => {
  it("gives a plan, a hash and the content", () => {
    const value = { tasks: [{ id: "a", action: "x", timeout: "5m" }], id: "w" };
    const { compiled, diagnostics } = loadDefinition({ value }, options);
    expect(diagnostics).toEqual([]);
    expect(compiled).toMatchObject({ id: "w", plan: { workflow: "w", start: "a" }, definition: value });
    expect(compiled?.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("reads YAML, JSON and values as the same definition", () => {
    const value = { id: "w", tasks: [{ id: "a", action: "x", with: { n: 1.5, t: "yes", none: null } }] };
    const yaml = loadDefinition({ text: `# a comment\n${stringify(value)}\n`, format: "yaml" }, options);
    const json = loadDefinition({ text: JSON.stringify(value, null, 4), format: "json" }, options);
    expect(new Set([hashOf(value), yaml.compiled?.hash, json.compiled?.hash]).size).toBe(1);
  });

  it("gives an edited definition another hash", () => {
    const before = hashOf({ id: "w", tasks: [{ id: "a", action: "x" }] });
    expect(hashOf({ id: "w", tasks: [{ id: "a", action: "y" }] })).not.toBe(before);
  });

  it("leaves out keys that a program set to undefined", () => {
    const plain = { id: "w", tasks: [{ id: "a", action: "x" }] };
    expect(hashOf({ ...plain, title: undefined })).toBe(hashOf(plain));
  });

  it("takes `type` to be the default type: the first of the list, or the one that is named", () => {
    const value = { id: "w", tasks: [{ id: "a" }] };
    expect(loadDefinition({ value }, options).diagnostics.map(({ code }) => code)).toEqual(["DEFINITION_INVALID"]);
    const { compiled } = loadDefinition({ value }, { ...options, defaultType: "note" });
    expect(compiled?.plan.steps["a"]?.type).toBe("note");
  });

  it("refuses a list of task types with one of them twice", () => {
    const [first] = fixtureTypes;
    const taskTypes = [...fixtureTypes, ...(first === undefined ? [] : [first])];
    expect(() => loadDefinition({ value: {} }, { taskTypes })).toThrow(
      expect.objectContaining({ code: "TASK_TYPE_DUPLICATE" }),
    );
    expect(() => loadDefinition({ value: {} }, { ...options, defaultType: "nope" })).toThrow(
      expect.objectContaining({ code: "TASK_TYPE_UNKNOWN" }),
    );
  });

  it("shows places as they stand in the file, in the order of the text", () => {
    const text = "id: w\ntasks:\n  - { id: b, action: x, on_success: { next: nope } }\n  - { id: c, actoin: x }\n";
    const { diagnostics, compiled } = loadDefinition({ text, format: "yaml", file: "a.yaml" }, options);
    expect(compiled).toBeUndefined();
    expect(diagnostics.map(({ file, line, code }) => [file, line, code])).toEqual([
      ["a.yaml", 3, "TASK_UNKNOWN_NEXT"],
      ["a.yaml", 4, "DEFINITION_INVALID"],
      ["a.yaml", 4, "KEY_UNKNOWN"],
    ]);
  });
});

describe("a value that a program made", () => {
  const cycle: { tasks: unknown[]; self?: unknown } = { tasks: [] };
  cycle.self = cycle;
  const hostile = new Proxy(
    {},
    {
      ownKeys() {
        throw new Error("no");
      },
    },
  );

  it.each<[string, unknown, string]>([
    ["a function", { id: "w", tasks: [{ id: "a", action: () => 1 }] }, "DEFINITION_INVALID"],
    ["a date", { id: "w", tasks: [{ id: "a", action: "x", with: new Date(0) }] }, "DEFINITION_INVALID"],
    ["a map", { id: "w", tasks: new Map() }, "DEFINITION_INVALID"],
    ["NaN", { id: "w", tasks: [{ id: "a", action: "x", with: Number.NaN }] }, "DEFINITION_INVALID"],
    ["a BigInt", { id: "w", tasks: [{ id: "a", action: "x", with: 1n }] }, "DEFINITION_INVALID"],
    ["a cycle", cycle, "DEFINITION_TOO_DEEP"],
    ["an object that throws", hostile, "DEFINITION_INVALID"],
    ["a forbidden key", { id: "w", tasks: [{ id: "a", with: { constructor: 1 } }] }, "KEY_FORBIDDEN"],
    ["more than 1 MB", { id: "w", description: "x".repeat(1_000_001), tasks: [] }, "DEFINITION_TOO_LARGE"],
    ["nothing", undefined, "DEFINITION_INVALID"],
  ])("is refused when it holds %s", (_name, value, code) => {
    expect(loadDefinition({ value }, options).diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  });
});

describe("any definition", () => {
  const anything = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<JsonValue>;

  it("is compiled or has errors, whatever its text", () => {
    const key = fc.constantFrom(
      "id",
      "tasks",
      "type",
      "on",
      "cases",
      "with",
      "steps",
      "if",
      "retry",
      "outputs",
      "start",
    );
    const value = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: "medium" },
        fc.constantFrom<unknown>(
          "a",
          "w",
          "work",
          "choose",
          "sequence",
          "{{ tasks.a",
          "{{ input }}",
          1,
          null,
          true,
          [],
        ),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(key, tie("value"), { maxKeys: 5 }),
      ),
    })).value;
    fc.assert(
      fc.property(fc.oneof(anything, value), (content) => {
        const loaded = loadDefinition({ text: stringify(content), format: "yaml" }, options);
        const failed = loaded.diagnostics.some(({ severity }) => severity === "error");
        expect(loaded.compiled === undefined).toBe(failed);
      }),
      { numRuns: 1_000 },
    );
  });

  it("never makes the loader throw", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom("yaml" as const, "json" as const), (text, format) => {
        expect(loadDefinition({ text, format }, options).diagnostics.length).toBeGreaterThan(0);
      }),
    );
  });

  it("has the same hash and plan whatever the order of its keys", () => {
    fc.assert(
      fc.property(randomDefinition, (value) => {
        const [one, other] = [value, shuffleKeys(value)].map((order) => loadDefinition({ value: order }, options));
        expect(other?.compiled?.hash).toBe(one?.compiled?.hash);
        expect(other?.compiled?.plan).toEqual(one?.compiled?.plan);
      }),
    );
  });

  it("without errors compiles to plain JSON that names every step it leads to", () => {
    fc.assert(
      fc.property(randomDefinition, (value) => {
        const { compiled, diagnostics } = loadDefinition({ value }, options);
        expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
        if (compiled === undefined) throw new Error("not compiled");
        expect(JSON.parse(JSON.stringify(compiled))).toStrictEqual(compiled);
        const { steps } = compiled.plan;
        for (const { next, parent, children = [] } of Object.values(steps)) {
          for (const id of [next, parent, ...children]) expect(id === undefined || Object.hasOwn(steps, id)).toBe(true);
        }
        const index = indexDefinition(compiled, options);
        for (const [id, step] of Object.entries(steps)) {
          expect(index.task(id)).toMatchObject({ id, type: step.type });
        }
      }),
    );
  });
});
