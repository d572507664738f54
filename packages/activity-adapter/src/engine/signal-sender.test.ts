import type { CompiledDefinition, JsonObject, Signal } from "@taskloom/interfaces";
import { createTriggeredRunId } from "@taskloom/runs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isTemporalSkipped } from "../../../../scripts/temporal/server-address.fixture.js";
import { createEngineHandlers } from "@taskloom/contracts";
import { compile, createTestEngine, type TestEngine } from "../engine.fixture.js";
import { createSignalSender, type Report } from "./signal-sender.js";

let engine: TestEngine;
let tests = 0;

/** Names of signals and workflows that no other test has. */
let name: string;

beforeEach(async () => {
  engine = await createTestEngine(createEngineHandlers());
  name = `placed-${process.pid}-${(tests += 1)}`;
});

afterEach(async () => engine.close());

function listener(id: string, trigger: JsonObject = {}, content: JsonObject = {}): CompiledDefinition {
  const triggers = [
    { type: "schedule", cron: "0 0 29 2 *" },
    { type: "signal", name, ...trigger },
  ];
  const tasks = [{ id: "tell", action: "echo", with: "{{ workflow.input }}" }];
  return compile({ ...content, id: `${name}-${id}`, triggers, tasks });
}

/** What the run tells that the signal has started. */
async function awaitOutput({ id }: CompiledDefinition, signal: Signal): Promise<unknown> {
  const run = createTriggeredRunId(id, signal.id);
  for await (const _update of engine.engine.watch(run));
  const { output } = await engine.engine.get(run);
  return output;
}

const createSignal = (): Signal => ({ id: `${name}-id`, name, payload: { order: [1, "two"] } });

describe.skipIf(isTemporalSkipped)("a signal starts the workflows that were given a trigger of its name", () => {
  it("with its payload as their input, or with what their template makes of it", async () => {
    const plain = listener("plain");
    const templated = listener("templated", {
      input: { got: "{{ trigger.payload.order[1] }}", by: "{{ trigger.signal_id }}" },
    });
    await engine.serve([plain, templated, compile({ id: `${name}-deaf`, tasks: plain.definition["tasks"] })]);
    const signal = createSignal();
    const sender = createSignalSender(engine.setting, () => undefined);
    expect(await sender.send(signal)).toEqual({ delivered: 0, started: 2 });
    expect(await awaitOutput(plain, signal)).toEqual({ tell: signal.payload });
    expect(await awaitOutput(templated, signal)).toEqual({ tell: { got: "two", by: signal.id } });
  });

  it("once, however often it is sent, and by whomever", async () => {
    const definition = listener("once");
    await engine.serve([definition]);
    const other = await createTestEngine(createEngineHandlers(), {
      taskQueue: engine.setting.taskQueue,
      hasWorker: false,
    });
    await other.serve([definition]);
    const signal = createSignal();
    const senders = [engine, engine, other].map(({ setting }) => createSignalSender(setting, () => undefined));
    const sent = await Promise.all(senders.map(async (sender) => sender.send(signal)));
    expect(sent.map(({ started }) => started).toSorted((one, next) => one - next)).toEqual([0, 0, 1]);
    expect(await awaitOutput(definition, signal)).toEqual({ tell: signal.payload });
    expect((await senders[0]?.send(signal))?.started).toBe(0);
    expect((await senders[0]?.send({ ...signal, id: `${signal.id}-2` }))?.started).toBe(1);
    await other.close();
  });

  it("and tells of one whose input it cannot make, which holds back no other", async () => {
    const reports: unknown[] = [];
    const report: Report = (_message, error) => void reports.push(error);
    const missing = listener("missing", { input: "{{ trigger.payload.missing.more }}" });
    const unfit = listener(
      "unfit",
      {},
      { input_schema: { type: "object", properties: { order: { type: "string" } } } },
    );
    const fine = listener("fine");
    await engine.serve([missing, unfit, fine]);
    const signal = createSignal();
    expect(await createSignalSender(engine.setting, report).send(signal)).toEqual({ delivered: 0, started: 1 });
    expect(reports).toMatchObject([{ code: "EXPRESSION_MISSING" }, { code: "INPUT_INVALID" }]);
    expect(await awaitOutput(fine, signal)).toEqual({ tell: signal.payload });
  });
});
