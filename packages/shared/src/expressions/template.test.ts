import { describe, expect, it } from "vitest";
import { catchError, detailsOf, entriesOf, readJson, render } from "./evaluate.fixture.js";
import { parseTemplate, renderTemplate } from "./template.js";

const tasks = {
  "my-task": { output: { user: { name: "Ann" }, items: [{ n: 1 }] } },
  plain: { output: { n: 5, nothing: null, list: [1, "a"], map: { a: 1 }, yes: true } },
};

describe("a text that is exactly one {{ … }} keeps the value's type", () => {
  it.each([
    ["{{ tasks.plain.output.n }}", 5],
    ["{{tasks.plain.output.n}}", 5],
    ["{{ tasks.plain.output.nothing }}", null],
    ["{{ tasks.plain.output.list }}", [1, "a"]],
    ["{{ tasks.plain.output.map }}", { a: 1 }],
    ["{{ tasks.plain.output.n > 4 }}", true],
    ['{{ {"a": 1} }}', { a: 1 }],
    ['{{ {"a": {"b": 1}}}}', { a: { b: 1 } }],
    ["{{{'a': 1}}}", { a: 1 }],
  ])("%s", (text, value) => {
    expect(render(text, { tasks })).toEqual(value);
  });
});

describe("any other text is rendered to text", () => {
  it.each([
    ["n = {{ tasks.plain.output.n }}", "n = 5"],
    [" {{ tasks.plain.output.n }}", " 5"],
    ["{{ tasks.plain.output.n }}{{ tasks.plain.output.n }}", "55"],
    ["{{ tasks.plain.output.yes }}!", "true!"],
    ["{{ tasks.plain.output.list }} {{ tasks.plain.output.map }}", '[1,"a"] {"a":1}'],
    ["<{{ tasks.plain.output.nothing }}>", "<>"],
    ["{{ 1 + 1 }}.", "2."],
    ["{{ timestamp(0) }} {{ duration('90s') }}", "1970-01-01T00:00:00.000Z 90s"],
  ])("%s", (text, value) => {
    expect(render(text, { tasks })).toBe(value);
  });
});

describe("in {{ }} a plain path may start with a dot and contain hyphens", () => {
  it.each([
    ["{{ .tasks.my-task.output.user.name }}", "Ann"],
    ["{{ tasks.my-task.output.user.name }}", "Ann"],
    ["{{ .tasks.plain.output.n }}", 5],
    ["{{ .tasks.my-task.output.items[0].n }}", 1],
    ["{{ tasks['my-task'].output[\"user\"].name }}", "Ann"],
    ["{{ tasks.plain.output.n - 1 }}", 4],
  ])("%s", (text, value) => {
    expect(render(text, { tasks })).toBe(value);
  });

  it("a missing path is named up to the key that is missing", () => {
    const details = detailsOf(() => render("{{ .tasks.my-task.output.nope.deeper }}", { tasks }));
    expect(details).toMatchObject({ path: "tasks.my-task.output.nope", container: "map" });
  });

  it("a hyphen that was meant as a minus gets a hint", () => {
    expect(detailsOf(() => render("{{ tasks.plain.output.n-1 }}", { tasks }))).toHaveProperty("hint");
  });

  it.each(["{{ .size(tasks.plain.output) }}", "{{ .true }}", "{{ .tasks.plain. }}"])("%s is no path", (text) => {
    expect(catchError(() => render(text, { tasks })).code).toBe("EXPRESSION_SYNTAX");
  });
});

describe("braces and quotes inside an expression do not end it", () => {
  it.each([
    ['{{ "}}" }}', "}}"],
    ["{{ '}}' }}", "}}"],
    ["{{ 'it\\'s }}' }}", "it's }}"],
    ["{{ '''a}}'b''' }}", "a}}'b"],
    ['{{ """a}}"b""" }}', 'a}}"b'],
    ["{{ r'\\d}}' }}", "\\d}}"],
    ["{{ size({'}': '}}'}) }} }}", "1 }}"],
    ["{{ 1 // a note }}", 1],
    ["{{ 1 // it's\n + 1 }}", 2],
  ])("%s", (text, value) => {
    expect(render(text)).toBe(value);
  });

  it('a literal {{ is written {{ "{{" }}', () => {
    expect(render('a {{ "{{" }} b }}')).toBe("a {{ b }}");
  });

  it.each([
    ["{{ x", 0],
    ["ab {{ 'x }}", 6],
    ["{{ }}", 0],
    ["a {{}}", 2],
  ])("%s is not valid and says where", (text, offset) => {
    const error = catchError(() => parseTemplate(text));
    expect(error.code).toBe("EXPRESSION_SYNTAX");
    expect(error.details).toMatchObject({ offset });
  });
});

describe("templates of objects and lists", () => {
  const value = { a: ["{{ tasks.plain.output.n }}", { b: "x" }], c: { d: "n{{ 1 }}" }, "{{ k }}": 1 };

  it("every text in them is rendered, keys are not", () => {
    expect(render(value, { tasks })).toEqual({ a: [5, { b: "x" }], c: { d: "n1" }, "{{ k }}": 1 });
  });

  it("constant values come back as they are", () => {
    const constant = { a: [1, { b: "}} text" }], c: null };
    const template = parseTemplate(constant);
    expect(template.isConstant).toBe(true);
    expect(renderTemplate(template, { now: 0, variables: {} })).toBe(constant);
    expect(parseTemplate(value).isConstant).toBe(false);
  });

  it("an error says where: the text by its pointer, the place in it by its offset", () => {
    const broken = { with: [{ text: "a {{ 1 }} and {{ input. }}" }] };
    const failing = { with: [{ text: "a {{ 1 }} and {{ 1 + upper(2) }}" }] };
    expect(detailsOf(() => parseTemplate(broken))).toMatchObject({ pointer: ["with", 0, "text"], offset: 23 });
    expect(detailsOf(() => render(failing))).toMatchObject({ pointer: ["with", 0, "text"], offset: 21 });
  });

  it("a key of the scope that holds nothing is left out", () => {
    const input: Record<string, number> = { a: 1, b: 2, c: 3 };
    Reflect.set(input, "b", undefined);
    expect(entriesOf(render("{{ input }}", { input }))).toEqual([
      ["a", 1],
      ["c", 3],
    ]);
  });

  it("a key named __proto__ stays a key", () => {
    expect(entriesOf(render(readJson('{"__proto__": "{{ 1 }}"}')))).toEqual([["__proto__", 1]]);
  });
});
