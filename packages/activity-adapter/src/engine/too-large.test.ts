import type { CompiledDefinition, JsonValue } from "@taskloom/interfaces";
import { createNoBlobs } from "@taskloom/shared";
import { describe, expect, it } from "vitest";
import { isTemporalSkipped } from "../../../../scripts/temporal/server-address.fixture.js";
import {
  awaitEnd,
  compile,
  openTestEngine,
  runToEnd,
  type TestEngine,
  type TestEngineOptions,
} from "../engine.fixture.js";
import { createHandlers, readText } from "../handlers.fixture.js";
import { sequence } from "../sequence.fixture.js";
import { reachServer } from "./server-fault.js";

const SIZE = 200 * 1024;

const handlers = createHandlers({
  text: () => "x".repeat(SIZE),
  size: (input) => readText(input).length,
});

async function createSubject(options: TestEngineOptions = {}): Promise<TestEngine> {
  return openTestEngine(handlers, options);
}

/** Its outputs have more bytes together than the server takes in a message. */
function createLong(): CompiledDefinition {
  const texts = Array.from({ length: 12 }, (_, index) => ({ id: `t${index}`, action: "text" }));
  const last = { id: "last", action: "size", with: "{{ tasks.t11.output }}" };
  return compile({ ...sequence(...texts, last), outputs: { last: "{{ tasks.last.output }}" } });
}

describe.skipIf(isTemporalSkipped)(
  "a run that keeps more of another one than a message holds",
  { timeout: 60_000 },
  () => {
    it("gets it by reference", async () => {
      const { engine } = await createSubject();
      const { run_id: run } = await runToEnd(engine, createLong());
      const { runId } = await engine.retry(run, { from: "root/last", requestId: crypto.randomUUID() });
      const document = await awaitEnd(engine, runId);
      expect(document).toMatchObject({ status: "completed", output: { last: SIZE } });
      expect(document.tasks.map(({ output }) => output)).toStrictEqual([
        ...Array.from({ length: 12 }, () => "x".repeat(SIZE)),
        SIZE,
      ]);
    });

    it("is not started without a blob store: SHARED_STORE_REQUIRED", async () => {
      const { engine } = await createSubject({ blobs: createNoBlobs() });
      const { run_id: run } = await runToEnd(engine, createLong());
      const retried = engine.retry(run, { from: "root/last", requestId: crypto.randomUUID() });
      await expect(retried).rejects.toMatchObject({ code: "SHARED_STORE_REQUIRED" });
    });
  },
);

describe.skipIf(isTemporalSkipped)(
  "what has more bytes than the server takes is PAYLOAD_TOO_LARGE",
  { timeout: 60_000 },
  () => {
    const definition = compile({ tasks: [{ id: "w", type: "wait", wait_for: "go" }] });
    const refused = { code: "PAYLOAD_TOO_LARGE", retryable: false };

    it("as the labels of a run", async () => {
      const { engine } = await createSubject({ hasWorker: false });
      const labels = { long: "x".repeat(2_100_000) };
      const request = { definition, input: {}, labels, requestId: crypto.randomUUID() };
      await expect(engine.start(request)).rejects.toMatchObject(refused);
    });

    it("as whatever nobody has measured before", async () => {
      const { setting } = await createSubject({ hasWorker: false });
      const options = { taskQueue: setting.taskQueue, workflowId: crypto.randomUUID(), args: ["x".repeat(2_100_000)] };
      const started = reachServer(async () => setting.client.workflow.start("any", options));
      await expect(started).rejects.toMatchObject(refused);
    });

    it.each([
      ["over the limit of one value", 2_100_000],
      ["over the limit of one request", 5_000_000],
    ])("as a signal's payload %s, whether its verdict is waited for or not", async (_, length) => {
      const { engine } = await createSubject();
      const { runId } = await engine.start({ definition, input: {}, requestId: crypto.randomUUID() });
      const payload: JsonValue = "x".repeat(length);
      await expect(engine.signal(runId, { name: "go", payload })).rejects.toMatchObject(refused);
      await expect(engine.signal(runId, { name: "go", payload, verdict: true })).rejects.toMatchObject(refused);
      await engine.signal(runId, { name: "go", payload: 1 });
      expect(await awaitEnd(engine, runId)).toMatchObject({ output: { w: { signal: { payload: 1 } } } });
    });
  },
);
