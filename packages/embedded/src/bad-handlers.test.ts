import { afterAll, beforeAll, expect, it } from "vitest";
import type { EmbeddedEngine } from "./embedded-engine.js";
import { compile, createTestEngine, runToEnd, type HandlerMap } from "./engine.fixture.js";

const cycle: Record<string, unknown> = {};
cycle["self"] = cycle;

const fail = (thrown: unknown) => (): never => {
  throw thrown;
};

const CASES: readonly (readonly [name: string, run: HandlerMap[string], code: string])[] = [
  ["throws undefined", fail(undefined), "HANDLER_FAILED"],
  ["throws a text", fail("no"), "HANDLER_FAILED"],
  ["throws an object that cannot be read", fail(new Proxy({}, { get: fail("trap") })), "HANDLER_FAILED"],
  ["rejects with null", async () => Promise.reject(null), "HANDLER_FAILED"],
  ["returns a function", () => () => undefined, "OUTPUT_NOT_JSON"],
  ["returns a cycle", () => cycle, "OUTPUT_NOT_JSON"],
  ["returns a BigInt", () => 1n, "OUTPUT_NOT_JSON"],
  ["returns a Map", () => new Map([[1, 2]]), "OUTPUT_NOT_JSON"],
  ["returns NaN", () => Number.NaN, "OUTPUT_NOT_JSON"],
  ["returns more than 50 MB", () => "x".repeat(51 * 1024 * 1024), "PAYLOAD_TOO_LARGE"],
  ["never settles and ignores its abort", async () => new Promise(() => undefined), "TASK_TIMEOUT"],
];

const handlers: HandlerMap = Object.fromEntries(CASES.map(([name, run]) => [name, run]));

let engine: EmbeddedEngine;
beforeAll(() => {
  engine = createTestEngine({ ...handlers, echo: (input) => input }, { concurrency: 2 });
});
afterAll(async () => engine.close());

it.each(CASES)("a handler that %s fails its task, and other runs go on", async (name, _run, code) => {
  const task = { id: "bad", action: name, timeout: 100, retry: { maximum_attempts: 1 } };
  const good = compile({ tasks: [{ id: "good", action: "echo", with: 1 }] });
  const [bad, other] = await Promise.all([runToEnd(engine, compile({ tasks: [task] })), runToEnd(engine, good)]);
  expect(bad).toMatchObject({ status: "failed", error: { code, task: "root/bad" } });
  expect(other).toMatchObject({ status: "completed", output: { good: 1 } });
});
