import { describe, expect, it } from "vitest";
import { loadDefinition } from "./load-definition.js";
import { fixtureTypes } from "./task-types.fixture.js";

/** What is wrong with a definition, as `CODE line:column task`. */
function diagnose(text: string): string[] {
  const { diagnostics } = loadDefinition({ text, format: "yaml" }, { taskTypes: fixtureTypes });
  return diagnostics.map(({ code, line, column, task }) => `${code} ${line}:${column} ${task ?? "-"}`);
}

function tasks(...lines: readonly string[]): string {
  return ["id: w", "tasks:", ...lines.map((line) => `  ${line}`)].join("\n");
}

/** One task, its keys from line 3 on. */
function task(keys: string): string {
  return tasks(`- { id: a, action: x, ${keys} }`);
}

describe("expressions", () => {
  it.each<[string, string, string[]]>([
    ["that are no CEL", task("if: '1 +'"), ["EXPRESSION_SYNTAX 3:33 a"]],
    ["that are not closed", task("with: 'x {{ env.a'"), ["EXPRESSION_SYNTAX 3:34 a"]],
    ["deep in a template", task("with: { a: [1, '{{ nope }}'] }"), ["EXPRESSION_UNKNOWN_VARIABLE 3:44 a"]],
    ["with an unknown variable", task("if: inputs.x > 1"), ["EXPRESSION_UNKNOWN_VARIABLE 3:29 a"]],
    ["with the process", task("if: process.env.PATH != ''"), ["EXPRESSION_UNKNOWN_VARIABLE 3:29 a"]],
    ["with what JavaScript has everywhere", task("if: globalThis.x"), ["EXPRESSION_UNKNOWN_VARIABLE 3:29 a"]],
    ["with `input` in `with`", task("with: '{{ input.x }}'"), ["INPUT_IN_WITH 3:35 a"]],
    ["with `input` in `if`, which comes before `with`", task("if: input.x"), ["EXPRESSION_UNKNOWN_VARIABLE 3:29 a"]],
    ["with `output` outside `outputs`", task("with: '{{ output }}'"), ["EXPRESSION_UNKNOWN_VARIABLE 3:35 a"]],
    ["with `item` outside items", task("with: '{{ item }}'"), ["EXPRESSION_UNKNOWN_VARIABLE 3:35 a"]],
    [
      "with `error` where no error can have led",
      task("with: '{{ error.code }}'"),
      ["EXPRESSION_UNKNOWN_VARIABLE 3:35 a"],
    ],
    [
      "with `children` in a task without any",
      task("outputs: { n: '{{ children }}' }"),
      ["EXPRESSION_UNKNOWN_VARIABLE 3:43 a"],
    ],
    ["with `trigger` in a task", task("with: '{{ trigger.name }}'"), ["EXPRESSION_UNKNOWN_VARIABLE 3:35 a"]],
    ["with `secrets` in `if`", task("if: secrets.a == 'x'"), ["SECRET_NOT_ALLOWED 3:29 a"]],
    ["with `secrets` in `outputs`", task("outputs: { a: '{{ secrets.a }}' }"), ["SECRET_NOT_ALLOWED 3:43 a"]],
    [
      "with `secrets` in a task without a handler",
      tasks("- { id: a, type: note, with: '{{ secrets.a }}' }"),
      ["SECRET_NOT_ALLOWED 3:36 a"],
    ],
    [
      "with `secrets` in what is sent",
      tasks("- { id: a, type: send, message: '{{ secrets.a }}' }"),
      ["SECRET_NOT_ALLOWED 3:39 a"],
    ],
    ["with an unknown task", task("with: '{{ tasks.b.output }}'"), ["EXPRESSION_UNKNOWN_TASK 3:41 a"]],
    ["with `tasks` on its own", task("with: '{{ tasks }}'"), ["EXPRESSION_DYNAMIC 3:35 a"]],
    ["with an index that is not constant", task("with: '{{ tasks[env.x] }}'"), ["EXPRESSION_DYNAMIC 3:35 a"]],
    [
      "of the type's own keys",
      tasks("- { id: a, type: choose, on: nope, cases: { x: a } }"),
      ["EXPRESSION_UNKNOWN_VARIABLE 3:32 a"],
    ],
    [
      "of the workflow's outputs",
      "id: w\noutputs: { x: '{{ input }}' }\ntasks: [{ id: a, action: x }]",
      ["EXPRESSION_UNKNOWN_VARIABLE 2:19 -"],
    ],
    [
      "over several lines",
      tasks("- id: a", "  action: x", "  with: |", "    first", "    {{ nope }}"),
      ["EXPRESSION_UNKNOWN_VARIABLE 7:10 a"],
    ],
  ])("are refused %s", (_name, text, expected) => {
    expect(diagnose(text)).toEqual(expected);
  });

  it.each<[string, string]>([
    ["`secrets` in the `with` of a task with a handler", task("with: { key: '{{ secrets.a }}' }")],
    ["`output` and `input` in `outputs`", task("with: 1, outputs: { a: '{{ output }}', b: '{{ input }}' }")],
    [
      "`children` in a container's `outputs`",
      tasks("- { id: f, type: fan, branches: [{ id: c, action: x }], outputs: { n: '{{ children.c.status }}' } }"),
    ],
    [
      "what the type brings into `outputs`",
      tasks("- { id: h, type: hold, awaits: s, outputs: { n: '{{ signal.payload }}' } }"),
    ],
    [
      "names of the task around",
      tasks("- { id: h, type: hold, awaits: s, first: { action: x, with: '{{ signal.payload }}' } }"),
    ],
    [
      "names of items, their own ones too",
      tasks(
        "- { id: r, type: repeat, items: '{{ workflow.input }}', name: file, until: item == 1, each: { id: 'c-{{ index }}', action: x, with: '{{ file }}' } }",
      ),
    ],
    [
      "names of items deep inside",
      tasks(
        "- { id: r, type: repeat, items: [1], each: { type: fan, branches: [{ id: c, action: x, if: item > 0 }] } }",
      ),
    ],
    [
      "`error` after an error",
      tasks(
        "- { id: a, action: x, on_error: { next: b } }",
        "- { id: b, action: x, with: '{{ error.code }}', on_success: { next: c } }",
        "- { id: c, type: fan, branches: [{ id: d, action: x, if: error.code == 'X' }] }",
      ),
    ],
    [
      "the pass before of a loop",
      tasks(
        "- { id: a, action: x, with: '{{ tasks.a.output }}', on_success: { next: b } }",
        "- { id: b, action: x, on_success: { next: a } }",
      ),
    ],
    ["env, labels, functions", task("if: 'size(env.a) > 0 && workflow.labels.x == sum([1, 2])'")],
  ])("can use %s", (_name, text) => {
    expect(diagnose(text)).toEqual([]);
  });
});

describe("custom names", () => {
  it.each(["tasks", "item", "input", "workflow", "signal", "in", "int"])("cannot be %s", (name) => {
    const text = tasks(`- { id: r, type: repeat, items: [1], name: ${name}, each: { action: x } }`);
    expect(diagnose(text)).toEqual(["NAME_RESERVED 3:46 r"]);
  });
});

describe("names that a type brings into scope", () => {
  it.each(["tasks", "input", "error", "in"])("cannot be %s, whether the type checks it or not", (name) => {
    const text = tasks(`- { id: r, type: repeat, items: [1], unchecked_name: ${name}, each: { action: x } }`);
    expect(diagnose(text)).toEqual(["NAME_RESERVED 3:56 r"]);
  });
});

describe("`tasks.<id>`", () => {
  it.each<[string, string, string[]]>([
    [
      "sees earlier siblings of a sequence",
      tasks(
        "- { id: s, type: sequence, steps: [{ id: a, action: x }, { id: b, action: x, with: '{{ tasks.a.output }}' }] }",
      ),
      [],
    ],
    [
      "sees earlier siblings of the sequences around",
      tasks(
        "- { id: s, type: sequence, steps: [{ id: a, action: x }, { id: f, type: fan, branches: [{ id: b, action: x, with: '{{ tasks.a.output }}' }] }] }",
      ),
      [],
    ],
    [
      "warns of later siblings",
      tasks(
        "- { id: s, type: sequence, steps: [{ id: a, action: x, with: '{{ tasks.b.output }}' }, { id: b, action: x }] }",
      ),
      ["TASK_RUNS_LATER 3:74 a"],
    ],
    [
      "does not see siblings that run at once",
      tasks(
        "- { id: f, type: fan, branches: [{ id: a, action: x }, { id: b, action: x, with: '{{ tasks.a.output }}' }] }",
      ),
      ["EXPRESSION_UNKNOWN_TASK 3:94 b"],
    ],
    [
      "does not see into a container",
      tasks(
        "- { id: s, type: sequence, steps: [{ id: a, action: x }], on_success: { next: b } }",
        "- { id: b, action: x, with: '{{ tasks.a.output }}' }",
      ),
      ["EXPRESSION_UNKNOWN_TASK 4:41 b"],
    ],
    [
      "does not see into items from outside",
      "id: w\ntasks: [{ id: r, type: repeat, items: [1], each: { id: a, action: x } }]\noutputs: { x: '{{ tasks.a.output }}' }",
      ["EXPRESSION_UNKNOWN_TASK 3:25 -"],
    ],
    [
      "sees inline tasks from where their container is seen",
      tasks(
        "- { id: c, type: choose, on: '1', cases: { x: { id: a, action: x } }, on_success: { next: b } }",
        "- { id: b, action: x, with: '{{ tasks.a.output }}' }",
      ),
      [],
    ],
    [
      "warns of tasks that cannot have run on any path",
      tasks("- { id: a, action: x, with: '{{ tasks.b.output }}', on_success: { next: b } }", "- { id: b, action: x }"),
      ["TASK_RUNS_LATER 3:41 a"],
    ],
    [
      "warns of the task itself where nothing leads back",
      tasks("- { id: a, action: x, with: '{{ tasks.a.output }}' }"),
      ["TASK_RUNS_LATER 3:41 a"],
    ],
    [
      "warns of a branch from the other one",
      tasks(
        "- { id: c, type: choose, on: '1', cases: { x: a, y: b } }",
        "- { id: a, action: x }",
        "- { id: b, action: x, with: '{{ tasks.a.output }}' }",
      ),
      ["TASK_RUNS_LATER 5:41 b"],
    ],
    [
      "does not warn where one of the paths leads there",
      tasks(
        "- { id: c, type: choose, on: '1', cases: { x: a, y: b } }",
        "- { id: a, action: x, on_success: { next: b } }",
        "- { id: b, action: x, with: '{{ tasks.a.output }}' }",
      ),
      [],
    ],
    [
      "does not warn where a wait that is over leads there",
      tasks("- { id: h, type: hold, awaits: s, late: b }", "- { id: b, action: x, with: '{{ tasks.h.status }}' }"),
      [],
    ],
  ])("%s", (_name, text, expected) => {
    expect(diagnose(text)).toEqual(expected);
  });

  it("says how to read what stands in a container", () => {
    const text = tasks(
      "- { id: s, type: sequence, steps: [{ id: a, action: x }], on_success: { next: b } }",
      "- { id: b, action: x, with: '{{ tasks.a.output }}' }",
    );
    const [diagnostic] = loadDefinition({ text, format: "yaml" }, { taskTypes: fixtureTypes }).diagnostics;
    expect(diagnostic?.hint).toBe("write tasks['s'].children['a']");
  });
});
