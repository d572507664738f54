import { expect, it } from "vitest";
import { shapesOutput } from "./shapes-output.js";

it("a task with `outputs` or `output_schema` is asked when its work has ended", () => {
  expect(shapesOutput({ id: "a" })).toBe(false);
  expect(shapesOutput({ id: "a", outputs: {} })).toBe(true);
  expect(shapesOutput({ id: "a", output_schema: true })).toBe(true);
});
