import { readFileSync } from "node:fs";

/**
 * @typedef {{ status: string, assertionResults: { status: string }[] }} FileReport
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: FileReport[] }} Report
 */

/**
 * The summary of vitest's JSON report. A file that could not be loaded counts as one failed test.
 * @param {string} reportFile
 * @returns {{ line: string, ok: boolean }} `ok` is false when something failed or no test ran
 */
export function countTests(reportFile) {
  const report = readReport(reportFile);
  if (report === undefined) return { line: "0 passed, 0 failed", ok: false };
  const broken = report.testResults.filter(isBrokenFile).length;
  const failed = report.numFailedTests + broken;
  const skipped = report.numPendingTests + report.numTodoTests;
  const line = `${report.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
  return { line, ok: failed === 0 && report.numPassedTests > 0 };
}

/**
 * @param {string} file
 * @returns {Report | undefined}
 */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** @param {FileReport} file */
function isBrokenFile(file) {
  return file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed");
}
