import type { JsonObject } from "@taskloom/interfaces";
import { expect, it } from "vitest";
import { createLogger } from "./logger.js";
import { createReport } from "./report.js";

it("what goes wrong in an engine is logged with its error, and with its run where there is one", () => {
  const lines: JsonObject[] = [];
  const write = (line: string): void => void lines.push(JSON.parse(line) as JsonObject);
  const report = createReport(createLogger({ level: "info", format: "json", secrets: [], write }));
  report("one", new Error("broken"), "run-1");
  report("two", "thrown text");
  report("three", new Error("broken"), "");
  expect(lines).toMatchObject([
    { level: "error", run_id: "run-1", msg: "one", err: { message: "broken" } },
    { level: "error", msg: "two", err: { message: "thrown text" } },
    { level: "error", msg: "three" },
  ]);
  expect(lines.map((line) => "run_id" in line)).toStrictEqual([true, false, false]);
});
