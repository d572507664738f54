import type { Handler, HandlerContext, JsonValue } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineHandler } from "./define-handler.js";
import { defineHandlers } from "./define-handlers.js";

const nothing = (): void => undefined;

const context: HandlerContext = {
  runId: "r",
  workflow: "w",
  taskPath: "root/a",
  attempt: 1,
  labels: {},
  env: {},
  signal: new AbortController().signal,
  idempotencyKey: "r:root/a",
  lastHeartbeat: null,
  log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
  heartbeat: nothing,
  progress: nothing,
};

async function run(handler: Handler, input: JsonValue): Promise<unknown> {
  return handler.run(input, context);
}

const Order = z.object({ id: z.string(), count: z.number().default(1) });

describe("a handler", () => {
  it("gets what its zod schema makes of the input", async () => {
    const handler = defineHandler({ input: Order, run: (order) => order.count + 1 });
    await expect(run(handler, { id: "a" })).resolves.toBe(2);
  });

  it("gets the defaults of its JSON Schema", async () => {
    const handler = defineHandler({
      input: { type: "object", properties: { n: { type: "number", default: 7 } } },
      run: (input) => input,
    });
    await expect(run(handler, {})).resolves.toEqual({ n: 7 });
  });

  it.each([
    ["zod", defineHandler({ input: Order, run: nothing })],
    [
      "a JSON Schema",
      defineHandler({ input: { type: "object", properties: { id: { type: "string" } } }, run: nothing }),
    ],
  ])("refuses an input that does not fit, by %s, and is not tried again", async (_name, handler) => {
    await expect(run(handler, { id: 7 })).rejects.toMatchObject({
      code: "INPUT_INVALID",
      retryable: false,
      details: [{ pointer: "/id" }],
    });
  });

  it.each([
    ["zod", defineHandler({ output: z.object({ a: z.string() }), run: () => ({}) as { a: string } })],
    ["a JSON Schema", defineHandler({ output: { type: "object", required: ["a"] }, run: () => ({}) })],
    ["a JSON Schema, of nothing", defineHandler({ output: { type: "object" }, run: nothing as () => JsonValue })],
  ])("has its output checked, by %s", async (_name, handler) => {
    await expect(run(handler, null)).rejects.toMatchObject({ code: "OUTPUT_INVALID", retryable: false });
  });

  it("returns whatever it returns without schemas", async () => {
    await expect(run(defineHandler({ run: (input) => ({ input }) }), 1)).resolves.toEqual({ input: 1 });
  });

  it("may say that it is slow", () => {
    expect(defineHandler({ slow: true, run: nothing }).slow).toBe(true);
    expect(defineHandler({ run: nothing })).not.toHaveProperty("slow");
  });
});

describe("handlers", () => {
  it("may be functions", async () => {
    const handlers = defineHandlers({ "a.b": (input) => input, c: defineHandler({ slow: true, run: nothing }) });
    await expect(run(handlers["a.b"], 5)).resolves.toBe(5);
    expect(handlers.c.slow).toBe(true);
  });

  it("cannot be anything else", () => {
    const entry = JSON.parse('{ "run": 5 }') as Handler;
    expect(() => defineHandlers({ a: entry })).toThrow(expect.objectContaining({ code: "HANDLERS_INVALID" }));
  });
});
