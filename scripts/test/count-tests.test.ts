import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../temporary-folder.fixture.js";
import { countTests } from "./count-tests.mjs";

async function reportOf(report: object): Promise<string> {
  return join(await temporaryFolder({ "report.json": report }), "report.json");
}

const green = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };

test("the line counts what passed and failed", async () => {
  expect(countTests(await reportOf(green))).toEqual({ line: "3 passed, 0 failed", ok: true });
  expect(countTests(await reportOf({ ...green, numFailedTests: 2 }))).toEqual({
    line: "3 passed, 2 failed",
    ok: false,
  });
});

test("skipped tests are named", async () => {
  expect(countTests(await reportOf({ ...green, numPendingTests: 1, numTodoTests: 1 })).line).toBe(
    "3 passed, 0 failed, 2 skipped",
  );
});

test("a file that could not be loaded counts as a failed test", async () => {
  const testResults = [{ status: "failed", assertionResults: [] }];
  expect(countTests(await reportOf({ ...green, testResults }))).toEqual({ line: "3 passed, 1 failed", ok: false });
});

test("a run without a test or without a report is no success", async () => {
  expect(countTests(await reportOf({ ...green, numPassedTests: 0 })).ok).toBe(false);
  expect(countTests("/nonexistent/report.json").ok).toBe(false);
});
