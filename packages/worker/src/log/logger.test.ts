import type { JsonObject } from "@taskloom/interfaces";
import { TaskloomError } from "@taskloom/shared";
import type { Logger } from "pino";
import { describe, expect, it } from "vitest";
import { createLogger, type LoggerOptions } from "./logger.js";

const CANARY = 'canary"4711\n';

function collect(options: Partial<LoggerOptions> = {}): { readonly logger: Logger; readonly lines: string[] } {
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  return { logger: createLogger({ level: "debug", format: "json", secrets: [CANARY], write, ...options }), lines };
}

/** All the ways in which something can come into a line. */
function logEverywhere(logger: Logger): void {
  const error = new TaskloomError("BUG", `failed: ${CANARY}`, {
    details: { deep: [{ text: CANARY }] },
    cause: new Error(CANARY),
  });
  logger.info(CANARY);
  logger.info({ a: { b: [{ c: CANARY }] } }, "nested");
  logger.info("%s and %j", CANARY, { text: CANARY });
  logger.error(error);
  logger.error({ err: error }, "with an error");
  logger
    .child({ bound: CANARY })
    .child({ [CANARY]: 1 })
    .warn({ text: `x${CANARY}y` }, `so ${CANARY}`);
}

describe("the log", () => {
  it("is one JSON object a line, with level, time and message", () => {
    const { logger, lines } = collect();
    logger.child({ run_id: "r" }).warn({ task: "root/a", attempt: 2 }, "slow");
    const [line = "", ...more] = lines;
    expect(more).toStrictEqual([]);
    expect(line.endsWith("}\n")).toBe(true);
    expect(JSON.parse(line)).toStrictEqual({
      level: "warn",
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
      run_id: "r",
      task: "root/a",
      attempt: 2,
      msg: "slow",
    });
  });

  it("leaves out what is less important than its level", () => {
    const { logger, lines } = collect({ level: "warn" });
    logger.info("one");
    logger.error("two");
    expect(lines.map((line) => (JSON.parse(line) as JsonObject)["msg"])).toStrictEqual(["two"]);
    const silent = collect({ level: "silent" });
    silent.logger.error("three");
    expect(silent.lines).toStrictEqual([]);
  });

  it.each(["json", "pretty"] as const)("as %s shows a secret nowhere, by whatever way it came", (format) => {
    const { logger, lines } = collect({ format });
    logEverywhere(logger);
    expect(lines).toHaveLength(6);
    expect(lines.join("")).not.toMatch(/canary|4711/);
    expect(lines.join("")).toContain("[redacted]");
  });

  it("hides what stands under a secret's name, without knowing the secret", () => {
    const { logger, lines } = collect({ secrets: [] });
    logger.info({ request: { headers: { authorization: "Bearer canary" } } }, "sent");
    expect(lines.join("")).not.toContain("canary");
  });

  it("for people has one plain line each, and an error's stack below", () => {
    const { logger, lines } = collect({ format: "pretty", secrets: [] });
    logger.info({ run_id: "r", task: "root/a[0]", data: { n: 1 } }, "hello\u001b[2J");
    logger.error(new Error("broken"));
    expect(lines[0]).toMatch(
      /^\d\d:\d\d:\d\d\.\d{3} INFO {2}hello\\u001b\[2J run_id=r task=root\/a\[0\] data=\{"n":1\}\n$/,
    );
    expect(lines[1]).toMatch(/^[\d:.]{12} ERROR broken\n {4}Error: broken\n {4}.*at /);
  });
});
