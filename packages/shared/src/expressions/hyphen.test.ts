import { describe, expect, it } from "vitest";
import { catchError, evaluate } from "./evaluate.fixture.js";
import { parseExpression } from "./expression.js";

describe("in other CEL tasks.my-task is EXPRESSION_HYPHEN, with a hint", () => {
  it.each([
    ["tasks.my-task.output", "tasks['my-task']"],
    ["1 + tasks.my-task.output.n", "tasks['my-task']"],
    ["2 * tasks.my-task.output.n", "tasks['my-task']"],
    ["!tasks.my-task.output", "tasks['my-task']"],
    ["tasks.my-other-task.output", "tasks['my-other-task']"],
    ["tasks.step-1.output", "tasks['step-1']"],
    ["has(tasks.my-task)", "tasks['my-task']"],
    ["tasks.a-in-b.output", "tasks['a-in-b']"],
    ["tasks.wait-for.output", "tasks['wait-for']"],
    ["secrets.api-key", "secrets['api-key']"],
    ["tasks.a.children.my-child.output", "tasks.a.children['my-child']"],
    ["input.first-name", "input['first-name']"],
    ["input.headers.content-type == 'x'", "input.headers['content-type']"],
  ])("%s", (text, hint) => {
    const error = catchError(() => parseExpression(text));
    expect(error.code).toBe("EXPRESSION_HYPHEN");
    expect(error.details).toMatchObject({ hint });
  });

  it.each([
    ["input.a-input.b", 2],
    ["input.a-1", 4],
    ["input.a - b", 2],
    ["input.a-size([1])", 4],
    ["[1].map(x, input.a-x)[0]", 4],
    ["(input.a)-b", 2],
  ])("a subtraction is no hyphen: %s", (text, value) => {
    expect(evaluate(text, { input: { a: 5, b: 3 }, b: 3 })).toBe(value);
  });

  it("a mistake elsewhere stays a mistake of syntax", () => {
    expect(catchError(() => parseExpression("tasks.a.output + 'a-in-b' in")).code).toBe("EXPRESSION_SYNTAX");
  });
});
