import { describe, expect, it } from "vitest";
import { chooseLargest, measureValues, type Measured } from "./measure-values.js";
import { childrenOf, countChildren, createPlan, deciding } from "./plan.fixture.js";
import { TestRun } from "./test-run.fixture.js";

function measured(path: string, bytes: number): Measured {
  return { place: { path, what: "output" }, bytes };
}

describe("the values that are moved out", () => {
  it("are the largest, and no more than needed", () => {
    const all = [measured("root/a", 10), measured("root/b", 30), measured("root/c", 20)];
    expect(chooseLargest(all, 50).map(({ path }) => path)).toStrictEqual(["root/b", "root/c"]);
    expect(chooseLargest(all, 51)).toHaveLength(3);
    expect(chooseLargest(all, 0)).toStrictEqual([]);
  });

  it("are outputs, results of the run and results of open containers", () => {
    const plan = createPlan({ a: { next: "p", references: { tasks: ["a"] } }, p: deciding, x: { parent: "p" } });
    const run = new TestRun(plan).start().end("root/a", { output: { value: 1, bytes: 100 } });
    run.open("root/p", childrenOf(countChildren(2, "x"))).end("root/p[0]", { output: { value: 2, bytes: 200 } });
    const found = measureValues(run.state).filter(({ bytes }) => bytes > 0);
    expect(found).toStrictEqual([
      { place: { path: "root", what: "results", indices: ["a"] }, bytes: 100 },
      { place: { path: "root/a", what: "output" }, bytes: 100 },
      { place: { path: "root/p", what: "results", indices: ["0"] }, bytes: 280 },
    ]);
  });
});
