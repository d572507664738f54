import { expect, test } from "vitest";
import { nodeProblem } from "./node-version.mjs";

test.each(["20.20.0", "20.20.2", "20.21.0", "22.0.0", "24.1.0"])("Node %s is new enough for 20.20", (version) => {
  expect(nodeProblem(version, "20.20")).toBeUndefined();
});

test.each(["18.20.4", "20.19.9", "20.0.0"])(
  "Node %s is refused in one sentence that names both versions",
  (version) => {
    const problem = nodeProblem(version, "20.20");
    expect(problem).toContain(version);
    expect(problem).toContain("20.20");
    expect(problem).not.toContain("\n");
  },
);
