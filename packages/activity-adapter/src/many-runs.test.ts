import type { Client } from "@temporalio/client";
import { describe, expect, it, vi } from "vitest";
import { isTemporalSkipped } from "../../../scripts/temporal/server-address.fixture.js";
import { compile, openTestEngine, runToEnd, type TestEngineOptions } from "./engine.fixture.js";
import { createHandlers } from "./handlers.fixture.js";
import { sequence } from "./sequence.fixture.js";

const IS_LONG = process.env["TASKLOOM_TEST_LONG"] !== undefined;

const handlers = createHandlers({ echo: (input) => input });

describe.skipIf(isTemporalSkipped)("a worker", () => {
  it("finishes 200 runs that are started at once", { timeout: 120_000 }, async () => {
    const { engine, setting } = await openTestEngine(handlers);
    const tasks = [0, 1].map((index) => ({ id: `t${index}`, action: "echo", with: "{{ workflow.input.n }}" }));
    const definition = compile({ ...sequence(...tasks), outputs: { n: "{{ tasks.t1.output }}" } });
    const started = Array.from({ length: 200 }, async (_, n) =>
      engine.start({ definition, input: { n }, requestId: crypto.randomUUID() }),
    );
    const runs = await Promise.all(started);
    const results = runs.map(
      async ({ runId }) => setting.client.workflow.getHandle(runId).result() as Promise<unknown>,
    );
    expect(await Promise.all(results)).toStrictEqual(runs.map((_, n) => ({ n })));
  });
});

describe.skipIf(isTemporalSkipped)("a large collection", () => {
  const [items, maxEvents] = IS_LONG ? [10_000, 10_000] : [300, 1_500];
  const runOptions: TestEngineOptions["runOptions"] = IS_LONG ? {} : { continueAfterEvents: 300 };

  /** Events of each execution of the run, once the last is closed. */
  async function listLengths(client: Client, run: string): Promise<number[]> {
    const query = `WorkflowId = '${run}'`;
    const count = async (): Promise<number> =>
      (await client.workflow.count(`${query} AND ExecutionStatus = 'Completed'`)).count;
    await vi.waitUntil(async () => (await count()) > 0, { timeout: 60_000, interval: 100 });
    const lengths: number[] = [];
    for await (const { historyLength } of client.workflow.list({ query })) lengths.push(historyLength);
    return lengths;
  }

  it("ends with the right result, and no history on the way is long", { timeout: 600_000 }, async () => {
    const { engine, setting } = await openTestEngine(handlers, { runOptions });
    const task = { action: "echo", with: "{{ item }}" };
    const each = { id: "each", type: "collection", items: `1..${items}`, task };
    const { run_id: run, ...document } = await runToEnd(engine, compile({ tasks: [each] }));
    const output = { each: Array.from({ length: items }, (_, index) => index + 1) };
    expect(document).toMatchObject({ status: "completed", output });
    const lengths = await listLengths(setting.client, run);
    expect(lengths.length).toBeGreaterThan(1);
    for (const length of lengths) expect(length).toBeLessThan(maxEvents);
  });
});
