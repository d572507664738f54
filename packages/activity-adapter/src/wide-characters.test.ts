import { createNoBlobs } from "@taskloom/shared";
import { describe, expect, it } from "vitest";
import { isTemporalSkipped } from "../../../scripts/temporal/server-address.fixture.js";
import {
  awaitEnd,
  compile,
  openTestEngine,
  runToEnd,
  type TestEngine,
  type TestEngineOptions,
} from "./engine.fixture.js";
import { createGate, createHandlers, readText } from "./handlers.fixture.js";
import { sequence } from "./sequence.fixture.js";

/** So many characters of three bytes are a value that stays in place. */
const LENGTH = 80_000;

const handlers = createHandlers({
  text: () => "日".repeat(LENGTH),
  size: (input) => readText(input).length,
});

async function createSubject(options: TestEngineOptions = {}): Promise<TestEngine> {
  return openTestEngine(handlers, options);
}

const texts = Array.from({ length: 12 }, (_, index) => ({ id: `t${index}`, action: "text" }));

const sizes = texts.map(({ id }) => `size(tasks.${id}.output)`).join(" + ");

describe.skipIf(isTemporalSkipped)("values of characters of three bytes", { timeout: 60_000 }, () => {
  it("that have no room together in an answer are left for another call", async () => {
    const { engine } = await createSubject({ runOptions: { sharedStore: true } });
    const definition = compile({
      ...sequence(...texts),
      defaults: { durability: "relaxed" },
      outputs: { all: `{{ ${sizes} }}` },
    });
    expect(await runToEnd(engine, definition)).toMatchObject({ status: "completed", output: { all: 12 * LENGTH } });
  });

  it("that have no room together in the message of a call are SHARED_STORE_REQUIRED", async () => {
    const { engine } = await createSubject({ blobs: createNoBlobs() });
    const last = { id: "last", type: "aggregate", outputs: { all: `{{ ${sizes} }}` } };
    const split = { id: "split", action: "text" };
    const definition = compile({ ...sequence(...texts, split, last), outputs: { all: "{{ tasks.last.output.all }}" } });
    const error = { code: "SHARED_STORE_REQUIRED", task: "root/split" };
    expect(await runToEnd(engine, definition)).toMatchObject({ status: "failed", error });
  });

  it("that a signal brings are judged by a wait", async () => {
    const { engine } = await createSubject();
    const wait = {
      id: "w",
      type: "wait",
      wait_for: "go",
      condition: "size(signal.payload) > 1",
      outputs: { size: "{{ size(signal.payload) }}" },
    };
    const definition = compile({ tasks: [wait] });
    const { runId } = await engine.start({ definition, input: {}, requestId: crypto.randomUUID() });
    await engine.signal(runId, { name: "go", payload: "日".repeat(3 * LENGTH) });
    const output = { w: { size: 3 * LENGTH } };
    expect(await awaitEnd(engine, runId)).toMatchObject({ status: "completed", output });
  });
});

describe.skipIf(isTemporalSkipped)("a run with more than a message holds", { timeout: 60_000 }, () => {
  it("does not go on as a new one before it has less, kept signals included", async () => {
    const gate = createGate();
    const given = createHandlers({
      hold: async () => gate.opened,
      text: () => "x".repeat(3 * LENGTH),
      size: (input) => readText(input).length,
    });
    const made = await openTestEngine(given, { blobs: createNoBlobs(), runOptions: { continueAfterEvents: 12 } });
    const { engine } = made;
    const six = texts.slice(0, 6);
    const waits = [1, 2, 3].map((n) => ({ id: `w${n}`, type: "wait", wait_for: "go", outputs: { n } }));
    const tasks = sequence({ id: "hold", action: "hold" }, ...six, ...waits, {
      id: "last",
      action: "size",
      with: "end",
    });
    const all = six.map(({ id }) => `size(tasks.${id}.output)`).join(" + ");
    const definition = compile({ ...tasks, outputs: { all: `{{ ${all} }}` } });
    const { runId } = await engine.start({ definition, input: {}, requestId: crypto.randomUUID() });
    for (let count = 0; count < 3; count += 1) await engine.signal(runId, { name: "go", payload: "日".repeat(LENGTH) });
    gate.open();
    const output = { all: 6 * 3 * LENGTH };
    expect(await awaitEnd(engine, runId)).toMatchObject({ status: "completed", output });
  });
});
