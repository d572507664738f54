import type { JsonObject, TaskLogLine } from "@taskloom/interfaces";
import { createMemoryLog } from "@taskloom/shared";
import { expect, it } from "vitest";
import { logLines } from "./logged-lines.js";
import { createLogger } from "./logger.js";

it("a line of a run's log goes to the process's log too, with run, task and attempt", async () => {
  const written: JsonObject[] = [];
  const write = (line: string): void => void written.push(JSON.parse(line) as JsonObject);
  const log = logLines(createMemoryLog(), createLogger({ level: "info", format: "json", secrets: [], write }));
  const line = { at: 1, path: "root/a", attempt: 3 };
  await log.append("r-1", [{ ...line, level: "debug", message: "too little" }]);
  await log.append("r-1", [
    { ...line, level: "info", message: "one" },
    { ...line, level: "warn", message: "two", data: { code: "ILLEGAL_TRANSITION" } },
  ]);
  const place = { run_id: "r-1", task: "root/a", attempt: 3 };
  expect(written).toMatchObject([
    { level: "info", ...place, msg: "one" },
    { level: "warn", ...place, msg: "two", data: { code: "ILLEGAL_TRANSITION" } },
  ]);
  const kept: TaskLogLine[] = [];
  for await (const each of log.read("r-1", { after: 1 })) kept.push(each);
  expect(kept.map(({ seq, message }) => [seq, message])).toStrictEqual([
    [2, "one"],
    [3, "two"],
  ]);
});
