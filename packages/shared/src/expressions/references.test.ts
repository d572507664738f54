import { describe, expect, it } from "vitest";
import { catchError, detailsOf } from "./evaluate.fixture.js";
import { parseExpression } from "./expression.js";
import { parseTemplate } from "./template.js";

describe("references of an expression", () => {
  it("names the variables, tasks and secrets that it uses, sorted", () => {
    const { references } = parseExpression(
      "tasks.b.output + tasks['a-1'].output + input.x + secrets.key + tasks.b.status",
    );
    expect(references).toMatchObject({
      variables: ["input", "secrets", "tasks"],
      tasks: ["a-1", "b"],
      secrets: ["key"],
    });
  });

  it.each([
    "has(tasks.a)",
    "tasks.?a.?output.orValue(1)",
    "tasks[?'a'].hasValue()",
    "[1].map(x, tasks.a.output + x)",
    "true ? tasks.a : 1",
    "{'k': [tasks.a]}",
    "!tasks.a.ok || -tasks.a.n > 0",
    "tasks.a.children.b.output",
    "upper(tasks.a.output)",
    "tasks.a.output.startsWith('x')",
  ])("finds the task in %s", (text) => {
    expect(parseExpression(text).references.tasks).toEqual(["a"]);
  });

  it("macro variables are no references", () => {
    const text = "input.list.map(x, x + y).filter(tasks, tasks > 1) == cel.bind(z, 1, [z])";
    expect(parseExpression(text).references).toMatchObject({ variables: ["input", "y"], tasks: [] });
  });

  it("a macro's variable is not seen in what the macro goes over", () => {
    expect(parseExpression("x.map(x, x)").references.variables).toEqual(["x"]);
  });

  it("CEL's own names are no references", () => {
    expect(parseExpression("type(input.x) == int || optional.none().hasValue()").references.variables).toEqual([
      "input",
    ]);
  });

  it("the site of a bare expression is the whole text", () => {
    const { sites } = parseExpression("input.x").references;
    expect(sites).toEqual([{ text: "input.x", pointer: [], offset: 0, variables: ["input"], tasks: [], secrets: [] }]);
  });
});

describe("references of a template", () => {
  const { references } = parseTemplate({
    a: ["{{ .tasks.my-task.output }} {{input.x + item}}"],
    b: "{{ secrets.key }}",
  });

  it("are those of all its expressions", () => {
    expect(references).toMatchObject({
      variables: ["input", "item", "secrets", "tasks"],
      tasks: ["my-task"],
      secrets: ["key"],
    });
  });

  it("each site says where it stands and what it uses", () => {
    expect(references.sites).toMatchObject([
      { text: ".tasks.my-task.output", pointer: ["a", 0], offset: 3, tasks: ["my-task"], variables: ["tasks"] },
      { text: "input.x + item", pointer: ["a", 0], offset: 30, tasks: [], variables: ["input", "item"] },
      { text: "secrets.key", pointer: ["b"], offset: 3, secrets: ["key"] },
    ]);
  });
});

describe("tasks on its own, or with an index that is not a constant text, is refused at load", () => {
  it.each([
    ["tasks", 0],
    ["size(tasks)", 5],
    ["tasks[input.name]", 0],
    ["tasks[0]", 0],
    ["tasks['a' + 'b']", 0],
    ["'a' in tasks", 7],
    ["tasks.map(k, k)", 0],
    ["[tasks]", 1],
    ["cel.bind(t, tasks, t.a)", 12],
    ["secrets", 0],
    ["json(secrets)", 5],
    ["secrets[input.name]", 0],
  ])("%s", (text, offset) => {
    expect(catchError(() => parseExpression(text)).code).toBe("EXPRESSION_DYNAMIC");
    expect(detailsOf(() => parseExpression(text))).toMatchObject({ offset });
  });

  it.each(["{{ tasks }}", "{{ .tasks }}", "{{ tasks[0].output }}", "{{ secrets }}"])("in a template: %s", (text) => {
    expect(catchError(() => parseTemplate(text)).code).toBe("EXPRESSION_DYNAMIC");
  });
});
