import { expect, test } from "vitest";
import { installProblem } from "./install-problem.mjs";

test.each(["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ETIMEDOUT", "ECONNRESET"])(
  "npm's noise about %s becomes one sentence about the registry",
  (code) => {
    const problem = installProblem(undefined, `npm error code ${code}\nnpm error errno ${code}\nnpm error network …`);
    expect(problem).toMatch(/^No package registry is reachable[^\n]*$/);
  },
);

test("a lock file that does not match is told apart from a missing network", () => {
  expect(installProblem(undefined, "npm error code EUSAGE\nnpm error …")).toMatch(/^package-lock\.json [^\n]*$/);
});

test("any other failure names npm's code", () => {
  expect(installProblem(undefined, "npm error code EINTEGRITY\nnpm error …")).toMatch(/^[^\n]*EINTEGRITY[^\n]*$/);
});

test("an npm that does not start is said to be missing", () => {
  expect(installProblem(new Error("spawn npm ENOENT"), "")).toMatch(/^[^\n]*spawn npm ENOENT[^\n]*$/);
});
